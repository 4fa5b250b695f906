output "nightshift" {
  description = "Names and URLs of what was deployed."
  value       = module.nightshift
}

output "bucket" {
  description = "The bucket's id."
  value       = local.bucket
}

output "groups" {
  description = "ARNs of the groups by name: slow and failing."
  value       = { for name, group in aws_xray_group.this : name => group.arn }
}

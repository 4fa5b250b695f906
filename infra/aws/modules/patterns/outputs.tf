output "remediation" {
  description = "Patterns (JSON) of the events for remediation, by group."
  value       = { for name, pattern in local.remediation : name => jsonencode(pattern) }
}

output "promotion" {
  description = "Patterns (JSON) of the events for promotion, by group."
  value       = { for name, pattern in local.images : name => jsonencode(pattern) }
}

output "rotation" {
  description = "Patterns (JSON) of the events for rotation, by group."
  value       = { for name, pattern in local.secrets : name => jsonencode(pattern) }
}

output "backup" {
  description = "Patterns (JSON) of the events for backup verification, by group."
  value       = { for name, pattern in local.restores : name => jsonencode(pattern) }
}

output "cost" {
  description = "Patterns (JSON) of the events for the watch over costs, by group."
  value       = { for name, pattern in local.costs : name => jsonencode(pattern) }
}

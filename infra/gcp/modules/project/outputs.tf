output "functions" {
  description = "By name: service, roles, topics, notification channel, door, and the grants that are bound elsewhere."
  value       = module.function
}

output "database" {
  description = "The database of the ledger."
  value       = module.ledger.database
}

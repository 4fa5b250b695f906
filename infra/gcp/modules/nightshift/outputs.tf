output "channel" {
  description = "The notification channel that alerting policies of watched applications name; null without the source alarms."
  value       = module.intake.channel
}

output "service" {
  description = "The function: name, region, URL, account."
  value       = module.function.service
}

output "roles" {
  description = "The custom roles by name; `update` is for the accounts of promoted services."
  value       = module.function.roles
}

output "topics" {
  description = "The topics by source."
  value       = module.intake.topics
}

output "member_topics" {
  description = "The topics that carry alarms or pushes of one member each, by SOURCE-PROJECT, for the module member."
  value       = module.intake.of_members
}

output "unbound" {
  description = "Grants that are bound elsewhere, such as on attestors."
  value       = module.function.unbound
}

output "door" {
  description = "The address for the DNS record of the door; null without one."
  value       = one(module.door[*].address)
}

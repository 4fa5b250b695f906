output "channels" {
  description = "By function the notification channel that alerting policies of watched applications name."
  value       = { for name, function in module.nightshift.functions : name => function.channel }
}

output "services" {
  description = "By function its name, region, URL and account."
  value       = { for name, function in module.nightshift.functions : name => function.service }
}

output "unbound" {
  description = "By function the grants that are bound elsewhere, such as on attestors."
  value       = { for name, function in module.nightshift.functions : name => function.unbound }
}

output "doors" {
  description = "By function the address for the DNS record of its door; null without one."
  value       = { for name, function in module.nightshift.functions : name => function.door }
}

output "topics" {
  description = "By function its topics by source: for budgets, clusters, buckets, findings and rotated secrets."
  value       = { for name, function in module.nightshift.functions : name => function.topics }
}

output "member_topics" {
  description = "By function the topics that carry alarms or pushes of one member each, by SOURCE-PROJECT."
  value       = { for name, function in module.nightshift.functions : name => function.member_topics }
}

output "table" {
  description = "The ledger's table, for `nightshift audit` and `nightshift report`."
  value       = module.ledger.name
}

output "functions" {
  description = "Names of the functions."
  value       = sort(concat([for function in module.function : function.name], flatten([for promotion in module.promotion : promotion.functions]), [for chatops in module.chatops : chatops.function]))
}

output "dead_letters" {
  description = "URLs of the dead letters by function."
  value       = { for name, intake in module.intake : name => intake.dead_letters_url }
}

output "url" {
  description = "URL of the HTTP API; null without promotion."
  value       = try(module.promotion["promotion"].url, null)
}

output "console" {
  description = "Where Slack and Google Chat send, and where the console is: URL/slack/commands, URL/google-chat, URL/console; null without chatops."
  value       = try(module.chatops["chatops"].url, null)
}

output "lifecycle_hook" {
  description = "What each ECS service has as its lifecycle hook; null without promotion."
  value       = try(module.promotion["promotion"].lifecycle_hook, null)
}

output "rotation" {
  description = "What the module rotated-secret takes as `function`; null without rotation."
  value       = try(module.rotation["rotation"].function, null)
}

output "alarm_topic" {
  description = "ARN of the topic of the alarms on Nightshift itself."
  value       = module.self_watch.topic_arn
}

output "dashboard" {
  description = "Name of the dashboard."
  value       = module.self_watch.dashboard
}

output "bus_arn" {
  description = "The bus for the events of members, for the module member; null without members."
  value       = one([for hub in module.hub : hub.bus_arn])
}

output "role_arns" {
  description = "ARNs of the roles of the functions that work in other accounts, for the module member."
  value       = sort(concat([for function in module.function : function.role_arn], flatten([for promotion in module.promotion : promotion.role_arns])))
}

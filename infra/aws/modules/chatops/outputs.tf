output "url" {
  description = "Where Slack, Google Chat and people reach it."
  value       = local.url
}

output "variables" {
  description = "The variables of chats and of the console, which the function of the timer has, too."
  value       = local.variables
}

output "function" {
  description = "Name of the function behind the HTTP API."
  value       = module.function.name
}

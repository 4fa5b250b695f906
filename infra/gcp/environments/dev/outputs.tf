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

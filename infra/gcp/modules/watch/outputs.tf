output "alerts" {
  description = "The alerts' names."
  value       = sort(concat([for alert in google_monitoring_alert_policy.this : alert.display_name], [for alert in google_monitoring_alert_policy.uptime : alert.display_name]))
}

output "policy" {
  description = "The rules that answer these alerts, as a policy of Nightshift."
  value       = join("\n", concat(["version: 1", "rules:"], flatten([for text in values(local.policy) : slice(split("\n", trimspace(text)), index(split("\n", trimspace(text)), "rules:") + 1, length(split("\n", trimspace(text))))])))
}

output "alerts" {
  description = "The alerts' names."
  value       = sort([for alert in google_monitoring_alert_policy.burn : alert.display_name])
}

output "policy" {
  description = "The rules that answer these alerts, as a policy of Nightshift."
  value       = templatefile("${path.module}/rules/burns.yaml", var.answers)
}

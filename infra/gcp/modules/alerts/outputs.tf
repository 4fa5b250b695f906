output "policies" {
  description = "The display names of all alerting policies."
  value = concat(
    [for policy in google_monitoring_alert_policy.threshold : policy.display_name],
    [for policy in google_monitoring_alert_policy.event : policy.display_name],
    [google_monitoring_alert_policy.sweep.display_name],
    google_monitoring_alert_policy.door[*].display_name,
  )
}

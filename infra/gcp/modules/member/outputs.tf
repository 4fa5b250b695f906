output "service_account" {
  description = "The account, for NIGHTSHIFT_MEMBER_PROJECTS of the host."
  value       = google_service_account.this.email
  depends_on  = [google_project_iam_member.this, google_service_account_iam_member.host]
}

output "channel" {
  description = "The notification channel that alerting policies of this project name; null without alarms_topic."
  value       = one(google_monitoring_notification_channel.alarms[*].name)
}

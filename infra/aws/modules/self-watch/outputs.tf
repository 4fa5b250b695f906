output "topic_arn" {
  description = "The topic of all alarms on Nightshift itself."
  value       = aws_sns_topic.this.arn
  depends_on  = [aws_sns_topic_policy.this]
}

output "dashboard" {
  description = "Name of the dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}

output "alarms" {
  description = "Names of the alarms of this module; the other modules have theirs."
  value       = module.alarms.names
}

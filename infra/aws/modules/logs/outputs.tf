output "groups" {
  description = "ARNs of the log groups, by name."
  value       = { for name, group in aws_cloudwatch_log_group.this : name => group.arn }
}

output "sink" {
  description = "The sink's ARN, to which other accounts are linked; null without one."
  value       = one(aws_oam_sink.center[*].arn)
}

output "name" {
  description = "The name of the dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}

output "body" {
  description = "The dashboard as JSON."
  value       = aws_cloudwatch_dashboard.this.dashboard_body
}

output "database" {
  description = "The identifier and endpoint of the database, and the log group of its engine."
  value       = { id = aws_db_instance.this.identifier, endpoint = aws_db_instance.this.endpoint, log_group = aws_cloudwatch_log_group.this["postgresql"].name }
}

output "declare" {
  description = "The command that sends users here, and with the value 0 back."
  value       = "aws cloudwatch put-metric-data --region ${var.region} --namespace ${var.name}/Regions --metric-name Lost --value 1"
}

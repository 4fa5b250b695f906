output "id" {
  description = "The identifier, and the log group of its engine, for the module watch."
  value       = { id = aws_db_instance.this.identifier, log_group = aws_cloudwatch_log_group.this[local.logs[0]].name }
}

output "arn" {
  description = "The ARN, for the modules backup and failover."
  value       = aws_db_instance.this.arn
}

output "endpoint" {
  description = "Where clients connect: the proxy's, if there is one."
  value       = var.proxy == null ? aws_db_instance.this.endpoint : aws_db_proxy.this[0].endpoint
}

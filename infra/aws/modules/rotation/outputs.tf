output "function" {
  description = "ARN of the alias, as the rotation_lambda_arn of a secret."
  value       = var.alias_arn
  depends_on  = [aws_lambda_permission.this]
}

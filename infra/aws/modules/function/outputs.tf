output "name" {
  description = "The function's name."
  value       = aws_lambda_function.this.function_name
}

output "arn" {
  description = "ARN of the function, without an alias."
  value       = aws_lambda_function.this.arn
}

output "alias_arn" {
  description = "ARN of the alias, which triggers and timers call."
  value       = aws_lambda_alias.this.arn
  depends_on  = [module.work, aws_iam_role_policy.platform]
}

output "alias_invoke_arn" {
  description = "ARN by which API Gateway invokes the alias."
  value       = aws_lambda_alias.this.invoke_arn
}

output "role_arn" {
  description = "ARN of the function's role."
  value       = aws_iam_role.this.arn
}

output "log_group" {
  description = "Name of the log group."
  value       = aws_cloudwatch_log_group.this.name
}

output "alarms" {
  description = "Names of the function's alarms."
  value       = module.alarms.names
}

output "alias_arn" {
  description = "ARN of the alias, for callers."
  value       = aws_lambda_alias.this.arn
}

output "target" {
  description = "The target of the policy."
  value       = { kind = "lambda:function", name = "${aws_lambda_function.this.function_name}:${aws_lambda_alias.this.name}" }
}

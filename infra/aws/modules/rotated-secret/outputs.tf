output "arn" {
  description = "ARN of the secret, for the policies of those who read it."
  value       = aws_secretsmanager_secret.this.arn
}

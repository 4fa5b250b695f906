output "arns" {
  description = "The secrets' ARNs by the last part of their names: what variables of a function hold, and `nightshift iam --secret`."
  value       = { for name, secret in aws_secretsmanager_secret.this : name => secret.arn }
}

output "key_arn" {
  description = "ARN of the key that encrypts the secrets."
  value       = aws_kms_key.this.arn
}

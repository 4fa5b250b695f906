output "name" {
  description = "The table's name, for NIGHTSHIFT_TABLE."
  value       = aws_dynamodb_table.this.name
}

output "arn" {
  description = "The table's ARN."
  value       = aws_dynamodb_table.this.arn
}

output "key_arn" {
  description = "The ARN of the key that encrypts the table."
  value       = aws_kms_key.this.arn
}

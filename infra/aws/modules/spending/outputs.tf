output "topic" {
  description = "The topic of budgets and anomalies."
  value       = aws_sns_topic.this.arn
}

output "exports" {
  description = "The bucket with files of FOCUS."
  value       = aws_s3_bucket.exports.id
}

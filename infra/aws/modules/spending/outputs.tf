output "topic" {
  description = "The topic of budgets and anomalies."
  value       = aws_sns_topic.this.arn
}

output "exports" {
  description = "The bucket with files of FOCUS."
  value       = aws_s3_bucket.exports.id
}

output "policy" {
  description = "The rules that answer, as a policy of Nightshift; `tickets` is the hook that opens tickets."
  value       = templatefile("${path.module}/rules/costs.yaml", { tickets = "tickets" })
}

output "bucket" {
  description = "The bucket of trail, Config and flow logs."
  value       = aws_s3_bucket.this.id
}

output "trail" {
  description = "The trail's ARN."
  value       = aws_cloudtrail.this.arn
}

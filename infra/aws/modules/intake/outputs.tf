output "queue_arn" {
  description = "ARN of the queue."
  value       = aws_sqs_queue.this.arn
}

output "queue_name" {
  description = "Name of the queue."
  value       = aws_sqs_queue.this.name
}

output "dead_letters_arn" {
  description = "ARN of the dead letters."
  value       = aws_sqs_queue.dead_letters.arn
}

output "dead_letters_name" {
  description = "Name of the dead letters, for `nightshift iam --queue`."
  value       = aws_sqs_queue.dead_letters.name
}

output "dead_letters_url" {
  description = "URL of the dead letters, for NIGHTSHIFT_DEAD_LETTER_QUEUE_URL."
  value       = aws_sqs_queue.dead_letters.url
}

output "alarms" {
  description = "Names of the alarms."
  value       = module.alarms.names
}

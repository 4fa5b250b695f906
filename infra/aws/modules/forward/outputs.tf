output "dead_letters" {
  description = "Name of the queue of events that did not reach the bus."
  value       = aws_sqs_queue.dead_letters.name
}

locals {
  queues  = { events = aws_sqs_queue.this, dead-letters = aws_sqs_queue.dead_letters }
  senders = { events = [for rule in aws_cloudwatch_event_rule.this : rule.arn], sns = values(var.topics) }
}

resource "aws_sqs_queue_policy" "this" {
  for_each = local.queues

  queue_url = each.value.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "OnlyOverTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = each.value.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }],
      [for service, sources in local.senders : {
        Sid       = "Send${title(service)}"
        Effect    = "Allow"
        Principal = { Service = "${service}.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = each.value.arn
        Condition = { ArnEquals = { "aws:SourceArn" = sources } }
      } if length(sources) > 0],
    )
  })
}

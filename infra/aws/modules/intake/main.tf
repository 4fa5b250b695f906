# Events wait here during an outage or a storm.
resource "aws_sqs_queue" "this" {
  name                       = var.name
  visibility_timeout_seconds = var.function_timeout * 6
  message_retention_seconds  = 4 * 24 * 3600
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true # a key of one's own would have to let events, sns and cloudwatch in
  tags                       = var.tags
}

resource "aws_sqs_queue_redrive_policy" "this" {
  queue_url = aws_sqs_queue.this.url
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    maxReceiveCount     = var.attempts
  })
}

# What no attempt could handle, what EventBridge could not deliver, and what the function could not decode.
resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.name}-dead-letters"
  message_retention_seconds = 14 * 24 * 3600
  sqs_managed_sse_enabled   = true
  tags                      = var.tags
}

resource "aws_sqs_queue_redrive_allow_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.this.arn]
  })
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = var.patterns

  name           = "${var.name}-${each.key}"
  description    = "Events of ${each.key} for ${var.name}."
  event_bus_name = var.bus
  event_pattern  = each.value
  tags           = var.tags
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = var.patterns

  rule           = aws_cloudwatch_event_rule.this[each.key].name
  event_bus_name = var.bus
  target_id      = "queue"
  arn            = aws_sqs_queue.this.arn

  retry_policy {
    maximum_event_age_in_seconds = 3600
    maximum_retry_attempts       = 30
  }

  dead_letter_config {
    arn = aws_sqs_queue.dead_letters.arn
  }

  depends_on = [aws_sqs_queue_policy.this]
}

resource "aws_sns_topic_subscription" "this" {
  for_each = var.topics

  topic_arn = each.value
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.this.arn
  # With the envelope: the message id in it makes a redelivery a duplicate.
  raw_message_delivery = false
  redrive_policy       = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead_letters.arn })

  depends_on = [aws_sqs_queue_policy.this]
}

module "alarms" {
  source       = "../alarms"
  prefix       = var.name
  alarm_topics = var.alarm_topics
  tags         = var.tags
  alarms = {
    dead-letters = {
      description = "Something could not be handled. Read it with `nightshift decode`, then redrive or delete it."
      namespace   = "AWS/SQS"
      metric      = "ApproximateNumberOfMessagesVisible"
      dimensions  = { QueueName = aws_sqs_queue.dead_letters.name }
      statistic   = "Maximum"
    }
    oldest = {
      description = "An event waits for more than ${var.oldest_seconds} seconds."
      namespace   = "AWS/SQS"
      metric      = "ApproximateAgeOfOldestMessage"
      dimensions  = { QueueName = aws_sqs_queue.this.name }
      statistic   = "Maximum"
      threshold   = var.oldest_seconds
    }
    depth = {
      description = "More than 1,000 events wait."
      namespace   = "AWS/SQS"
      metric      = "ApproximateNumberOfMessagesVisible"
      dimensions  = { QueueName = aws_sqs_queue.this.name }
      statistic   = "Maximum"
      threshold   = 1000
    }
  }
}

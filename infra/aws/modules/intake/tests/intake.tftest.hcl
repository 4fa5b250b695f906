mock_provider "aws" {}

override_resource {
  target = aws_sqs_queue.this
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:nightshift-remediation", url = "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-remediation" }
}

override_resource {
  target = aws_sqs_queue.dead_letters
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:nightshift-remediation-dead-letters", url = "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-remediation-dead-letters" }
}

override_resource {
  target = aws_cloudwatch_event_rule.this
  values = { arn = "arn:aws:events:eu-central-1:111122223333:rule/nightshift-remediation-alarms" }
}

variables {
  name             = "nightshift-remediation"
  function_timeout = 60
  patterns         = { alarms = jsonencode({ source = ["aws.cloudwatch"] }) }
  topics           = { ops = "arn:aws:sns:eu-central-1:111122223333:ops" }
  tags             = { system = "nightshift" }
}

run "queue_waits_longer_than_the_function" {
  command = apply

  assert {
    condition     = aws_sqs_queue.this.visibility_timeout_seconds == 360
    error_message = "a message comes again while it is still handled"
  }
}

run "nothing_is_lost" {
  command = apply

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_policy.this.redrive_policy) == { deadLetterTargetArn = aws_sqs_queue.dead_letters.arn, maxReceiveCount = 5 }
    error_message = "a message that fails five times does not go to the dead letters"
  }
  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.dead_letters.redrive_allow_policy).sourceQueueArns == [aws_sqs_queue.this.arn]
    error_message = "other queues may use these dead letters"
  }
  assert {
    condition     = alltrue([for target in aws_cloudwatch_event_target.this : target.dead_letter_config[0].arn == aws_sqs_queue.dead_letters.arn && target.retry_policy[0].maximum_retry_attempts == 30])
    error_message = "an event that EventBridge cannot deliver is lost"
  }
  assert {
    condition     = jsondecode(aws_sns_topic_subscription.this["ops"].redrive_policy).deadLetterTargetArn == aws_sqs_queue.dead_letters.arn
    error_message = "a message that SNS cannot deliver is lost"
  }
  assert {
    condition     = aws_sqs_queue.this.message_retention_seconds == 345600 && aws_sqs_queue.dead_letters.message_retention_seconds == 1209600
    error_message = "messages are not kept for 4 and 14 days"
  }
}

run "only_our_rules_and_topics_may_send" {
  command = apply

  assert {
    condition     = aws_sqs_queue.this.sqs_managed_sse_enabled && aws_sqs_queue.dead_letters.sqs_managed_sse_enabled
    error_message = "a queue is not encrypted"
  }
  assert {
    condition = alltrue([for queue in aws_sqs_queue_policy.this :
      length([for statement in jsondecode(queue.policy).Statement : statement if statement.Effect == "Allow" && !can(statement.Condition.ArnEquals["aws:SourceArn"])]) == 0]
    )
    error_message = "somebody else may send"
  }
  assert {
    condition     = join(" ", [for statement in jsondecode(aws_sqs_queue_policy.this["events"].policy).Statement : statement.Sid]) == "OnlyOverTls SendEvents SendSns"
    error_message = "the queue's policy has other statements"
  }
}

run "alarms_and_tags" {
  command = apply

  assert {
    condition     = output.alarms == tolist(["nightshift-remediation-dead-letters", "nightshift-remediation-depth", "nightshift-remediation-oldest"])
    error_message = "an alarm is missing"
  }
  assert {
    condition     = alltrue([for tags in [aws_sqs_queue.this.tags, aws_sqs_queue.dead_letters.tags, aws_cloudwatch_event_rule.this["alarms"].tags] : tags["system"] == "nightshift"])
    error_message = "a resource has no tags"
  }
}

run "rejects_a_pattern_that_anybody_can_match" {
  command = plan
  variables { patterns = { alarms = jsonencode({ "detail-type" = ["CloudWatch Alarm State Change"] }) } }
  expect_failures = [var.patterns]
}

run "rejects_two_attempts" {
  command = plan
  variables { attempts = 2 }
  expect_failures = [var.attempts]
}

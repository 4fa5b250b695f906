mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::222233334444:role/nightshift-events" }
  }
  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:222233334444:nightshift-dead-letters" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-central-1:222233334444:rule/nightshift-alarms" }
  }
}

variables {
  bus_arn  = "arn:aws:events:eu-central-1:111122223333:event-bus/default"
  patterns = { alarms = "{\"source\":[\"aws.cloudwatch\"]}" }
  tags     = { system = "nightshift" }
}

run "sends_events_as_they_are_and_keeps_what_fails" {
  command = apply

  assert {
    condition     = aws_cloudwatch_event_target.this["alarms"].arn == var.bus_arn && aws_cloudwatch_event_target.this["alarms"].input == null && aws_cloudwatch_event_target.this["alarms"].dead_letter_config[0].arn == aws_sqs_queue.dead_letters.arn
    error_message = "the event goes elsewhere, is rewritten on its way, or is lost"
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.events.policy).Statement[0].Resource == [var.bus_arn] && jsondecode(aws_iam_role_policy.events.policy).Statement[0].Action == ["events:PutEvents"]
    error_message = "EventBridge may send to other buses"
  }
  assert {
    condition     = aws_sqs_queue.dead_letters.sqs_managed_sse_enabled && aws_sqs_queue.dead_letters.message_retention_seconds == 1209600 && aws_sqs_queue.dead_letters.tags["system"] == "nightshift"
    error_message = "dead letters are not encrypted or kept for two weeks, or there are no tags"
  }
  assert {
    condition     = jsondecode(aws_sqs_queue_policy.dead_letters.policy).Statement[1].Condition.ArnEquals["aws:SourceArn"] == ["arn:aws:events:eu-central-1:222233334444:rule/nightshift-alarms"]
    error_message = "others may write to the dead letters, or the rules may not"
  }
}

run "rejects_every_event_and_what_is_no_bus" {
  command = plan
  variables {
    patterns = { all = "{}" }
    bus_arn  = "default"
  }
  expect_failures = [var.patterns, var.bus_arn]
}

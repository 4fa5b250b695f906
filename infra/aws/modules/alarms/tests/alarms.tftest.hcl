mock_provider "aws" {}

variables {
  prefix       = "nightshift"
  alarm_topics = ["arn:aws:sns:eu-central-1:111122223333:nightshift-alarms"]
  tags         = { system = "nightshift" }
  alarms = {
    errors = {
      description = "An invocation failed."
      namespace   = "AWS/Lambda"
      metric      = "Errors"
      dimensions  = { FunctionName = "nightshift-remediation" }
    }
  }
}

run "tells_of_the_beginning_and_the_end" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["errors"].alarm_actions == toset(var.alarm_topics) && aws_cloudwatch_metric_alarm.this["errors"].ok_actions == toset(var.alarm_topics)
    error_message = "the alarm tells nobody, or not that it is over"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["errors"].alarm_name == "nightshift-errors" && aws_cloudwatch_metric_alarm.this["errors"].tags["system"] == "nightshift"
    error_message = "the alarm has another name, or no tags"
  }
}

run "rejects_missing_data_of_another_kind" {
  command = plan
  variables {
    alarms = {
      errors = { description = "", namespace = "AWS/Lambda", metric = "Errors", dimensions = {}, missing = "ok" }
    }
  }
  expect_failures = [var.alarms]
}

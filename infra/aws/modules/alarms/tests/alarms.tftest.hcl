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

run "compares_a_share_or_a_percentile" {
  command = plan
  variables {
    alarms = {
      failed = {
        description = "", namespace = "AWS/Lambda", metric = "Errors", dimensions = { FunctionName = "shop" }, threshold = 5
        whole       = { metric = "Invocations", at_least = 20 }
      }
      slow = { description = "", namespace = "AWS/Lambda", metric = "Duration", dimensions = { FunctionName = "shop" }, percentile = "p99", threshold = 900 }
    }
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["failed"].metric_name == null && toset([for query in aws_cloudwatch_metric_alarm.this["failed"].metric_query : query.id if !query.return_data]) == toset(["part", "whole"])
    error_message = "a share has no denominator"
  }
  assert {
    condition     = [for query in aws_cloudwatch_metric_alarm.this["failed"].metric_query : query.expression if query.return_data] == ["IF(whole >= 20, 100 * part / whole, 0)"]
    error_message = "one failure of one request is 100 percent"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["slow"].extended_statistic == "p99" && aws_cloudwatch_metric_alarm.this["slow"].statistic == null && length(aws_cloudwatch_metric_alarm.this["slow"].metric_query) == 0
    error_message = "the percentile is not compared"
  }
}

run "rejects_a_percentile_that_is_none" {
  command = plan
  variables {
    alarms = {
      slow = { description = "", namespace = "AWS/Lambda", metric = "Duration", dimensions = {}, percentile = "99" }
    }
  }
  expect_failures = [var.alarms]
}

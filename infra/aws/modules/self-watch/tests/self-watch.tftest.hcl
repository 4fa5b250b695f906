mock_provider "aws" {
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:111122223333:nightshift-alarms" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:111122223333:key/alarms" }
  }
}

variables {
  name            = "nightshift"
  account         = "111122223333"
  region          = "eu-central-1"
  emails          = ["ops@shop.example"]
  log_groups      = { nightshift-remediation = "/aws/lambda/nightshift-remediation", nightshift-promotion = "/aws/lambda/nightshift-promotion" }
  queues          = ["nightshift-remediation"]
  dead_letters    = ["nightshift-remediation-dead-letters"]
  schedule_groups = ["nightshift", "nightshift-sweep-remediation"]
  table           = "nightshift"
  tags            = { system = "nightshift" }
}

run "alarms_reach_somebody" {
  command = apply

  assert {
    condition     = output.alarms == tolist(["nightshift-denied-acts", "nightshift-ledger-throttled", "nightshift-oldest-run", "nightshift-trouble"])
    error_message = "an alarm is missing"
  }
  assert {
    condition     = aws_sns_topic_subscription.this["ops@shop.example"].topic_arn == aws_sns_topic.this.arn
    error_message = "nobody receives the alarms"
  }
  assert {
    condition     = length(aws_cloudwatch_log_metric_filter.this) == 6 && aws_cloudwatch_log_metric_filter.this["nightshift-promotion-denied"].pattern == "{ $.event = \"refused\" }"
    error_message = "denied acts of a function are not counted"
  }
}

run "knows_how_long_the_oldest_run_waits" {
  command = apply

  assert {
    condition     = aws_cloudwatch_log_metric_filter.this["nightshift-remediation-oldest"].pattern == "{ $.event = \"sweep\" }" && aws_cloudwatch_log_metric_filter.this["nightshift-remediation-oldest"].metric_transformation[0].value == "$.oldestSeconds"
    error_message = "the metric is not that of the sweep's line"
  }
}

run "rejects_an_age_that_each_sweep_has" {
  command = plan
  variables { oldest_run_seconds = 60 }
  expect_failures = [var.oldest_run_seconds]
}

run "cloudwatch_can_publish_to_an_encrypted_topic" {
  command = apply

  assert {
    condition     = aws_sns_topic.this.kms_master_key_id == aws_kms_key.this.arn && aws_kms_key.this.enable_key_rotation
    error_message = "the topic is not encrypted by a key that rotates"
  }
  assert {
    condition = alltrue([for policy in [jsondecode(aws_kms_key.this.policy).Statement[1], jsondecode(aws_sns_topic_policy.this.policy).Statement[0]] :
    policy.Principal.Service == "cloudwatch.amazonaws.com" && policy.Condition.StringEquals["aws:SourceAccount"] == "111122223333"])
    error_message = "CloudWatch may not publish, or that of other accounts may"
  }
}

run "dashboard_and_tags" {
  command = apply

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 9
    error_message = "the dashboard has other graphs"
  }
  assert {
    condition     = aws_sns_topic.this.tags["system"] == "nightshift" && aws_kms_key.this.tags["system"] == "nightshift"
    error_message = "a resource has no tags"
  }
}

run "rejects_an_address_that_is_none" {
  command = plan
  variables { emails = ["ops"] }
  expect_failures = [var.emails]
}

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
  host_role_arns = ["arn:aws:iam::111122223333:role/nightshift-remediation", "arn:aws:iam::111122223333:role/nightshift-promotion"]
  external_id    = "shop-0123456789abcdef"
  permissions    = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
  host_bus_arn   = "arn:aws:events:eu-central-1:111122223333:event-bus/default"
  patterns       = { alarms = "{\"source\":[\"aws.cloudwatch\"]}" }
  tags           = { system = "nightshift" }
}

run "the_host_needs_the_external_id_and_the_run" {
  command = apply

  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Principal.AWS == ["arn:aws:iam::111122223333:role/nightshift-promotion", "arn:aws:iam::111122223333:role/nightshift-remediation"] && jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Condition.StringEquals["sts:ExternalId"] == var.external_id && jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Condition.StringLike["aws:RequestTag/nightshift:run"] == "*"
    error_message = "somebody else may assume the role, or without its external id or run"
  }
  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[1].Condition["ForAllValues:StringEquals"]["aws:TagKeys"] == ["nightshift:run"]
    error_message = "the host may set other tags"
  }
  assert {
    condition     = aws_iam_role.this.tags["system"] == "nightshift"
    error_message = "there are no tags"
  }
}

run "rejects_a_whole_account_as_the_host" {
  command = plan
  variables { host_role_arns = ["arn:aws:iam::111122223333:root"] }
  expect_failures = [var.host_role_arns]
}

run "rejects_a_pattern_as_the_host_and_none" {
  command = plan
  variables { host_role_arns = ["arn:aws:iam::111122223333:role/*"] }
  expect_failures = [var.host_role_arns]
}

run "rejects_a_short_external_id" {
  command = plan
  variables { external_id = "shop" }
  expect_failures = [var.external_id]
}

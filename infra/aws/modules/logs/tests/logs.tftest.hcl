mock_provider "aws" {
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:111122223333:key/1" }
  }
  mock_resource "aws_oam_sink" {
    defaults = { arn = "arn:aws:oam:eu-central-1:111122223333:sink/1" }
  }
}

variables {
  prefix     = "shop"
  account    = "111122223333"
  region     = "eu-central-1"
  tags       = { system = "shop" }
  nightshift = { function_arn = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-remediation:live", function_name = "nightshift-remediation", alias = "live" }
  groups = {
    "/shop/web"  = { counts = { failed-logins = "{ $.event = \"login-failed\" }" } }
    "/shop/jobs" = { days = 30, signals = "{ $.severity = \"ERROR\" }" }
  }
}

run "keeps_logs_for_a_time_under_a_key" {
  command = apply

  assert {
    condition     = aws_cloudwatch_log_group.this["/shop/web"].retention_in_days == 90 && aws_cloudwatch_log_group.this["/shop/jobs"].retention_in_days == 30 && alltrue([for group in aws_cloudwatch_log_group.this : group.kms_key_id == "arn:aws:kms:eu-central-1:111122223333:key/1"])
    error_message = "a group is kept for ever, or has no key"
  }
  assert {
    condition     = jsondecode(aws_kms_key.this[0].policy).Statement[1].Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"] == "arn:aws:logs:eu-central-1:111122223333:log-group:*"
    error_message = "others may use the key"
  }
  assert {
    condition     = aws_cloudwatch_log_metric_filter.this["/shop/web failed-logins"].metric_transformation[0].namespace == "shop/logs"
    error_message = "a metric is missing"
  }
}

run "sends_chosen_lines_to_the_alias" {
  command = apply

  assert {
    condition     = keys(aws_cloudwatch_log_subscription_filter.nightshift) == ["/shop/jobs"] && aws_lambda_permission.nightshift["/shop/jobs"].qualifier == "live" && aws_lambda_permission.nightshift["/shop/jobs"].source_arn == "arn:aws:logs:eu-central-1:111122223333:log-group:/shop/jobs:*"
    error_message = "lines do not reach Nightshift, or other groups may call it"
  }
}

run "links_only_accounts_of_the_organization" {
  command = apply
  variables { center = { organization = "o-abcde12345" } }

  assert {
    condition     = jsondecode(aws_oam_sink_policy.center[0].policy).Statement[0].Condition.StringEquals["aws:PrincipalOrgID"] == "o-abcde12345" && output.sink == "arn:aws:oam:eu-central-1:111122223333:sink/1"
    error_message = "anybody may link an account"
  }
}

run "lets_itself_be_looked_into" {
  command = apply
  variables { link = "arn:aws:oam:eu-central-1:999988887777:sink/1" }

  assert {
    condition     = aws_oam_link.this[0].sink_identifier == "arn:aws:oam:eu-central-1:999988887777:sink/1" && contains(aws_oam_link.this[0].resource_types, "AWS::Logs::LogGroup")
    error_message = "logs are not shared"
  }
}

run "rejects_days_that_do_not_exist" {
  command = plan
  variables {
    groups = { "/shop/web" = { days = 100 } }
    center = { organization = "shop" }
  }
  expect_failures = [var.groups, var.center]
}

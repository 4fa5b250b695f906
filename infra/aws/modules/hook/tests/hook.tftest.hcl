mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/nightshift-lifecycle-hook-caller" }
  }
}

variables {
  function_name = "nightshift-lifecycle-hook"
  function_arn  = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-lifecycle-hook"
  account       = "111122223333"
  tags          = { system = "nightshift" }
}

run "ecs_of_this_account_calls_this_function_only" {
  command = apply

  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Principal.Service == "ecs.amazonaws.com" && jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111122223333"
    error_message = "somebody else may use the role"
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.this.policy).Statement[0].Resource == [var.function_arn, "${var.function_arn}:*"]
    error_message = "the role may call other functions"
  }
  assert {
    condition     = output.lifecycle_hook.lifecycle_stages == ["PRE_PRODUCTION_TRAFFIC_SHIFT"] && aws_iam_role.this.tags["system"] == "nightshift"
    error_message = "ECS calls the hook at another stage, or the role has no tags"
  }
}

run "rejects_an_account_that_is_none" {
  command = plan
  variables { account = "*" }
  expect_failures = [var.account]
}

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/nightshift-timers" }
  }
}

variables {
  name    = "nightshift"
  account = "111122223333"
  tags    = { system = "nightshift" }
  functions = {
    remediation = { alias_arn = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-remediation:live", dead_letters_arn = "arn:aws:sqs:eu-central-1:111122223333:r" }
    promotion   = { alias_arn = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-promotion:live", dead_letters_arn = "arn:aws:sqs:eu-central-1:111122223333:p", sweep_minutes = 5 }
  }
}

run "sweeps_each_function" {
  command = apply

  assert {
    condition     = aws_scheduler_schedule.sweep["remediation"].schedule_expression == "rate(1 minute)" && aws_scheduler_schedule.sweep["promotion"].schedule_expression == "rate(5 minutes)"
    error_message = "a sweep comes at another time"
  }
  assert {
    condition     = alltrue([for name, sweep in aws_scheduler_schedule.sweep : sweep.target[0].input == "{\"nightshift\":{\"sweep\":true}}" && sweep.target[0].arn == var.functions[name].alias_arn])
    error_message = "a sweep is another order, or calls another function"
  }
  assert {
    condition     = alltrue([for name, sweep in aws_scheduler_schedule.sweep : sweep.target[0].dead_letter_config[0].arn == var.functions[name].dead_letters_arn && sweep.target[0].retry_policy[0].maximum_retry_attempts == 2])
    error_message = "a sweep that fails is lost"
  }
}

run "only_scheduler_of_this_account_uses_the_role" {
  command = apply

  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111122223333"
    error_message = "another account's schedules may use the role"
  }
}

run "alarms_and_tags" {
  command = apply

  assert {
    condition     = contains(output.alarms, "nightshift-timers-no-sweep-remediation") && contains(output.alarms, "nightshift-timers-no-sweep-promotion") && length(output.alarms) == 5
    error_message = "an alarm is missing"
  }
  assert {
    condition     = aws_scheduler_schedule_group.this.tags["system"] == "nightshift" && aws_iam_role.this.tags["system"] == "nightshift"
    error_message = "a resource has no tags"
  }
}

run "rejects_a_function_without_alias" {
  command = plan
  variables { functions = { remediation = { alias_arn = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-remediation", dead_letters_arn = "arn" } } }
  expect_failures = [var.functions]
}

run "rejects_a_rare_sweep" {
  command = plan
  variables { functions = { remediation = { alias_arn = "arn:aws:lambda:eu-central-1:111122223333:function:f:live", dead_letters_arn = "arn", sweep_minutes = 60 } } }
  expect_failures = [var.functions]
}

run "rejects_an_account_that_is_none" {
  command = plan
  variables { account = "shop" }
  expect_failures = [var.account]
}

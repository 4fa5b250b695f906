mock_provider "aws" {}

variables {
  name     = "shop/db"
  function = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-rotation:live"
  duration = "3h"
  tags     = { system = "shop" }
}

run "is_rotated_by_the_function_and_not_at_once" {
  command = apply

  assert {
    condition     = aws_secretsmanager_secret_rotation.this.rotation_lambda_arn == var.function && aws_secretsmanager_secret_rotation.this.rotate_immediately == false
    error_message = "something else rotates it, or it is rotated before it has a value"
  }
  assert {
    condition     = one(aws_secretsmanager_secret_rotation.this.rotation_rules).schedule_expression == "rate(30 days)" && one(aws_secretsmanager_secret_rotation.this.rotation_rules).duration == "3h"
    error_message = "the schedule is another one"
  }
  assert {
    condition     = aws_secretsmanager_secret.this.recovery_window_in_days == 30 && aws_secretsmanager_secret.this.tags["system"] == "shop"
    error_message = "the secret is gone at once when it is deleted, or has no tags"
  }
}

run "rejects_a_name_that_reads_like_an_arn_a_version_and_no_schedule" {
  command = plan
  variables {
    name     = "shop/db-AbCdEf"
    function = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-rotation"
    schedule = "monthly"
  }
  expect_failures = [var.name, var.function, var.schedule]
}

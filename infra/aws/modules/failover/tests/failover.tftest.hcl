mock_provider "aws" {
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/fis/shop" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/shop-fis" }
  }
}

variables {
  name        = "shop-failover"
  account     = "111122223333"
  kind        = "rds-reboot"
  arns        = ["arn:aws:rds:eu-central-1:111122223333:db:shop-orders"]
  stop_alarms = ["arn:aws:cloudwatch:eu-central-1:111122223333:alarm:shop-checkout-fast-burn"]
}

run "fails_one_database_over_and_stops_when_users_notice" {
  command = apply

  assert {
    condition     = one(aws_fis_experiment_template.this.stop_condition).value == var.stop_alarms[0] && one(aws_fis_experiment_template.this.action).action_id == "aws:rds:reboot-db-instances" && one(one(aws_fis_experiment_template.this.action).parameter).key == "forceFailover"
    error_message = "nothing stops the experiment, or it fails nothing over"
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.this.policy).Statement[0] == { Sid = "Targets", Effect = "Allow", Action = ["rds:RebootDBInstance"], Resource = ["arn:aws:rds:eu-central-1:111122223333:db:shop-orders"] }
    error_message = "the role may more than the experiment"
  }
}

run "rejects_an_experiment_that_nothing_stops" {
  command = plan
  variables {
    arns        = ["arn:aws:rds:eu-central-1:111122223333:db:*"]
    stop_alarms = []
  }
  expect_failures = [var.arns, var.stop_alarms]
}

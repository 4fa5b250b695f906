mock_provider "aws" {}

variables {
  account   = "111122223333"
  databases = { RDS = ["arn:aws:rds:eu-central-1:111122223333:db:orders"], Aurora = [] }
  vaults    = ["arn:aws:backup:eu-central-1:111122223333:backup-vault:nightly"]
  restore   = { subnet_group = "nightshift-restores", security_groups = ["sg-0a1b2c3d"] }
}

run "restores_into_the_isolated_place_and_waits_for_the_verdict" {
  command = apply

  assert {
    condition     = keys(aws_backup_restore_testing_selection.this) == ["RDS"] && aws_backup_restore_testing_selection.this["RDS"].validation_window_hours == 12
    error_message = "nothing waits for a verdict"
  }
  assert {
    condition     = aws_backup_restore_testing_selection.this["RDS"].restore_metadata_overrides.dbSubnetGroupName == "nightshift-restores" && aws_backup_restore_testing_selection.this["RDS"].restore_metadata_overrides.vpcSecurityGroupIds == "[\"sg-0a1b2c3d\"]"
    error_message = "it would restore beside production"
  }
  assert {
    condition     = aws_backup_restore_testing_plan.this.name == "nightshift_restores" && !strcontains(aws_backup_restore_testing_selection.this["RDS"].name, "-")
    error_message = "AWS Backup refuses names with dashes"
  }
  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111122223333"
    error_message = "another account could use the role"
  }
}

run "rejects_what_restores_nothing_or_waits_for_nobody" {
  command = plan
  variables {
    databases        = { EBS = ["arn:aws:ec2:eu-central-1:111122223333:volume/vol-1"] }
    vaults           = []
    validation_hours = 0
  }
  expect_failures = [var.databases, var.vaults, var.validation_hours]
}

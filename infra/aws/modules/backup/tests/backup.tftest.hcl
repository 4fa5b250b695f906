mock_provider "aws" {
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:111122223333:key/1" }
  }
  mock_resource "aws_backup_vault" {
    defaults = { arn = "arn:aws:backup:eu-central-1:111122223333:backup-vault:shop" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/shop-backup" }
  }
}

variables {
  name         = "shop"
  account      = "111122223333"
  topic        = "arn:aws:sns:eu-central-1:111122223333:people"
  dead_letters = "arn:aws:sqs:eu-central-1:111122223333:dead"
  keepers      = ["arn:aws:iam::111122223333:role/break-glass"]
  plan         = { copy_to = "arn:aws:backup:eu-west-1:111122223333:backup-vault:shop" }
  restore_tests = {
    orders-db = { type = "RDS", subnet_group = "isolated", security_groups = ["sg-1"] }
  }
}

run "copies_every_backup_to_another_region" {
  command = apply

  assert {
    condition     = alltrue([for rule in aws_backup_plan.this[0].rule : one(rule.copy_action).destination_vault_arn == "arn:aws:backup:eu-west-1:111122223333:backup-vault:shop"]) && length(aws_backup_plan.this[0].rule) == 2
    error_message = "a backup is in one region only"
  }
  assert {
    condition     = output.tag == { backup = "shop" } && one(aws_backup_selection.this[0].selection_tag).value == "shop"
    error_message = "what has the tag is not backed up"
  }
}

run "keeps_backups_from_everybody" {
  command = apply

  assert {
    condition     = aws_backup_vault_lock_configuration.this[0].min_retention_days == 7 && aws_backup_vault_lock_configuration.this[0].changeable_for_days >= 3 && aws_backup_vault.this.kms_key_arn == "arn:aws:kms:eu-central-1:111122223333:key/1" && !aws_backup_vault.this.force_destroy
    error_message = "backups can be deleted, or have no key"
  }
  assert {
    condition     = jsondecode(aws_backup_vault_policy.this.policy).Statement[0].Effect == "Deny" && contains(jsondecode(aws_backup_vault_policy.this.policy).Statement[0].Action, "backup:DeleteRecoveryPoint")
    error_message = "a stolen role deletes the backups"
  }
}

run "restores_for_nightshift" {
  command = apply

  assert {
    condition     = aws_backup_restore_testing_selection.this["orders-db"].protected_resource_type == "RDS" && aws_backup_restore_testing_selection.this["orders-db"].validation_window_hours == 8 && aws_backup_restore_testing_selection.this["orders-db"].restore_metadata_overrides["dbSubnetGroupName"] == "isolated"
    error_message = "nothing is restored, or among production, or is gone before it was checked"
  }
  assert {
    condition     = one(aws_backup_restore_testing_plan.this[0].recovery_point_selection).algorithm == "LATEST_WITHIN_WINDOW"
    error_message = "an old backup is tested"
  }
}

run "tells_of_failures" {
  command = apply

  assert {
    condition     = contains(jsondecode(aws_cloudwatch_event_rule.failed.event_pattern).detail.state, "EXPIRED") && aws_cloudwatch_event_target.failed.arn == var.topic && aws_cloudwatch_event_target.failed.dead_letter_config[0].arn == var.dead_letters
    error_message = "nobody learns of a backup that failed"
  }
}

run "the_second_region_takes_copies_and_makes_none" {
  command = apply
  variables {
    plan          = null
    restore_tests = {}
    replicated    = { orders = "arn:aws:rds:eu-central-1:111122223333:db:orders" }
  }
  assert {
    condition     = length(aws_backup_plan.this) == 0 && aws_db_instance_automated_backups_replication.this["orders"].source_db_instance_arn == "arn:aws:rds:eu-central-1:111122223333:db:orders" && output.tag == null
    error_message = "the second region has a plan, or no point in time"
  }
}

run "rejects_backups_in_one_region_and_locks_at_once" {
  command = plan
  variables {
    plan          = { copy_to = "" }
    lock          = { grace_days = 0 }
    restore_tests = { files = { type = "EFS", subnet_group = "", security_groups = [] } }
  }
  expect_failures = [var.plan, var.lock, var.restore_tests]
}

resource "aws_kms_key" "this" {
  description             = "Encrypts the backups of ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = var.tags
}

resource "aws_backup_vault" "this" {
  name          = var.name
  kms_key_arn   = aws_kms_key.this.arn
  force_destroy = false
  tags          = var.tags
}

resource "aws_backup_vault_lock_configuration" "this" {
  count = var.lock == null ? 0 : 1

  backup_vault_name   = aws_backup_vault.this.name
  min_retention_days  = var.lock.min_days
  max_retention_days  = var.lock.max_days
  changeable_for_days = var.lock.grace_days
}

# Backups are deleted by their plan only, whoever asks.
resource "aws_backup_vault_policy" "this" {
  backup_vault_name = aws_backup_vault.this.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "NoDeletion"
      Effect    = "Deny"
      Principal = "*"
      Action    = ["backup:DeleteRecoveryPoint", "backup:PutBackupVaultAccessPolicy", "backup:UpdateRecoveryPointLifecycle"]
      Resource  = "*"
      Condition = { ArnNotLike = { "aws:PrincipalArn" = var.keepers } }
    }]
  })
}

resource "aws_backup_vault_notifications" "this" {
  backup_vault_name   = aws_backup_vault.this.name
  sns_topic_arn       = var.topic
  backup_vault_events = ["BACKUP_JOB_COMPLETED", "COPY_JOB_FAILED", "RESTORE_JOB_COMPLETED"]
}

resource "aws_backup_plan" "this" {
  count = var.plan == null ? 0 : 1

  name = var.name
  tags = var.tags

  dynamic "rule" {
    for_each = var.plan.rules
    content {
      rule_name                    = rule.key
      target_vault_name            = aws_backup_vault.this.name
      schedule                     = rule.value.schedule
      schedule_expression_timezone = var.plan.time_zone
      start_window                 = 60
      completion_window            = 360
      enable_continuous_backup     = rule.value.continuous

      lifecycle {
        delete_after       = rule.value.days
        cold_storage_after = rule.value.cold_after
      }

      dynamic "copy_action" {
        for_each = var.plan.copy_to[*]
        content {
          destination_vault_arn = copy_action.value
          lifecycle {
            delete_after = rule.value.days
          }
        }
      }
    }
  }
}

# What has the tag is backed up: a new database needs no change here.
resource "aws_backup_selection" "this" {
  count = var.plan == null ? 0 : 1

  name         = var.name
  plan_id      = aws_backup_plan.this[0].id
  iam_role_arn = aws_iam_role.this.arn

  selection_tag {
    type  = "STRINGEQUALS"
    key   = var.plan.tag
    value = var.name
  }
}

# A selection of a restore testing plan is of one type of resource.
resource "aws_backup_restore_testing_plan" "this" {
  count = length(var.restore_tests) > 0 ? 1 : 0

  name                         = replace(var.name, "-", "_")
  schedule_expression          = var.restore_schedule
  schedule_expression_timezone = try(var.plan.time_zone, "Etc/UTC")
  start_window_hours           = 4
  tags                         = var.tags

  recovery_point_selection {
    algorithm             = "LATEST_WITHIN_WINDOW"
    include_vaults        = [aws_backup_vault.this.arn]
    recovery_point_types  = ["SNAPSHOT", "CONTINUOUS"]
    selection_window_days = 7
  }
}

resource "aws_backup_restore_testing_selection" "this" {
  for_each = var.restore_tests

  name                      = replace(each.key, "-", "_")
  restore_testing_plan_name = aws_backup_restore_testing_plan.this[0].name
  protected_resource_type   = each.value.type
  protected_resource_arns   = each.value.arns
  iam_role_arn              = aws_iam_role.this.arn
  validation_window_hours   = each.value.hours
  restore_metadata_overrides = merge(
    { dbSubnetGroupName = each.value.subnet_group, vpcSecurityGroupIds = jsonencode(each.value.security_groups) },
    each.value.type == "RDS" ? { publiclyAccessible = "false", deletionProtection = "false" } : {},
  )
}

resource "aws_db_instance_automated_backups_replication" "this" {
  for_each = var.replicated

  source_db_instance_arn = each.value
  kms_key_id             = aws_kms_key.this.arn
  retention_period       = 7
}

resource "aws_iam_role" "this" {
  name                 = "${var.name}-backup"
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "backup.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = toset(["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForRestores"])

  role       = aws_iam_role.this.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/${each.key}"
}

resource "aws_cloudwatch_event_rule" "failed" {
  name        = "${var.name}-backup-failed"
  description = "Backups, copies and restores that failed. Nightshift gets them by its own rule (infra/aws/modules/patterns)."
  tags        = var.tags
  event_pattern = jsonencode({
    source      = ["aws.backup"]
    detail-type = ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"]
    detail      = { state = ["FAILED", "ABORTED", "EXPIRED"] }
  })
}

resource "aws_cloudwatch_event_target" "failed" {
  rule = aws_cloudwatch_event_rule.failed.name
  arn  = var.topic

  dead_letter_config {
    arn = var.dead_letters
  }
}

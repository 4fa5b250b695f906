# AWS Backup restores by its own schedule, and waits for the verdict.
locals {
  # Names of plans and selections have no dashes.
  plan = replace("${var.name}_restores", "-", "_")
}

resource "aws_iam_role" "this" {
  name                 = "${var.name}-restore-testing"
  description          = "AWS Backup restores what Nightshift verifies."
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "backup.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  role       = aws_iam_role.this.name
  policy_arn = "arn:${var.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores"
}

resource "aws_backup_restore_testing_plan" "this" {
  name                         = local.plan
  schedule_expression          = var.schedule
  schedule_expression_timezone = var.time_zone
  start_window_hours           = var.start_hours
  tags                         = var.tags

  recovery_point_selection {
    algorithm             = "LATEST_WITHIN_WINDOW"
    include_vaults        = var.vaults
    recovery_point_types  = ["SNAPSHOT"]
    selection_window_days = var.selection_days
  }
}

resource "aws_backup_restore_testing_selection" "this" {
  for_each = { for type, arns in var.databases : type => arns if length(arns) > 0 }

  name                      = "${local.plan}_${lower(each.key)}"
  restore_testing_plan_name = aws_backup_restore_testing_plan.this.name
  protected_resource_type   = each.key
  protected_resource_arns   = each.value
  iam_role_arn              = aws_iam_role.this.arn
  validation_window_hours   = var.validation_hours
  restore_metadata_overrides = {
    dbSubnetGroupName   = var.restore.subnet_group
    vpcSecurityGroupIds = jsonencode(var.restore.security_groups)
  }
}

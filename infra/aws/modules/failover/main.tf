locals {
  # By kind of target: the type of FIS, the action, and the name of its target.
  kinds = {
    rds-reboot     = { type = "aws:rds:db", action = "aws:rds:reboot-db-instances", target = "DBInstances", parameters = { forceFailover = "true" } }
    aurora         = { type = "aws:rds:cluster", action = "aws:rds:failover-db-cluster", target = "Clusters", parameters = {} }
    stop-instances = { type = "aws:ec2:instance", action = "aws:ec2:stop-instances", target = "Instances", parameters = { startInstancesAfterDuration = "PT10M" } }
  }
  kind = local.kinds[var.kind]
}

resource "aws_fis_experiment_template" "this" {
  description = "${var.name}: ${var.kind}"
  role_arn    = aws_iam_role.this.arn
  tags        = merge(var.tags, { Name = var.name })

  # The experiment stops when users notice.
  dynamic "stop_condition" {
    for_each = var.stop_alarms
    content {
      source = "aws:cloudwatch:alarm"
      value  = stop_condition.value
    }
  }

  target {
    name           = "targets"
    resource_type  = local.kind.type
    selection_mode = "COUNT(1)"
    resource_arns  = var.arns
  }

  action {
    name      = "fail-over"
    action_id = local.kind.action

    target {
      key   = local.kind.target
      value = "targets"
    }

    dynamic "parameter" {
      for_each = local.kind.parameters
      content {
        key   = parameter.key
        value = parameter.value
      }
    }
  }

  log_configuration {
    log_schema_version = 2
    cloudwatch_logs_configuration {
      log_group_arn = "${aws_cloudwatch_log_group.this.arn}:*"
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/fis/${var.name}"
  retention_in_days = 365
  tags              = var.tags
}

resource "aws_iam_role" "this" {
  name                 = "${var.name}-fis"
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "fis.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "experiment"
  role = aws_iam_role.this.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Targets"
        Effect = "Allow"
        Action = {
          rds-reboot     = ["rds:RebootDBInstance"]
          aurora         = ["rds:FailoverDBCluster"]
          stop-instances = ["ec2:StopInstances", "ec2:StartInstances"]
        }[var.kind]
        Resource = var.arns
      },
      { Sid = "Look", Effect = "Allow", Action = ["ec2:DescribeInstances", "rds:DescribeDBClusters", "rds:DescribeDBInstances"], Resource = "*" },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies", "logs:PutResourcePolicy"]
        Resource = "*"
      },
    ]
  })
}

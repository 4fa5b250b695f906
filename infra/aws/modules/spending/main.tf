locals {
  # AWS wants exactly these values of its budgets on reservations and Savings Plans.
  shares = {
    reservations-used   = { type = "RI_UTILIZATION", percent = var.least.used_percent }
    reservations-cover  = { type = "RI_COVERAGE", percent = var.least.covered_percent }
    savings-plans-used  = { type = "SAVINGS_PLANS_UTILIZATION", percent = var.least.used_percent }
    savings-plans-cover = { type = "SAVINGS_PLANS_COVERAGE", percent = var.least.covered_percent }
  }
  services = ["Amazon Relational Database Service", "Amazon Elastic Compute Cloud - Compute"]
}

resource "aws_sns_topic" "this" {
  name              = "${var.name}-spending"
  kms_master_key_id = aws_kms_key.this.id
  tags              = var.tags
}

resource "aws_kms_key" "this" {
  description             = "Encrypts messages on costs"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = var.tags

  # Without these two principals nothing arrives, and nobody says so.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Account", Effect = "Allow", Principal = { AWS = "arn:aws:iam::${var.account}:root" }, Action = "kms:*", Resource = "*" },
      {
        Sid       = "Senders"
        Effect    = "Allow"
        Principal = { Service = ["budgets.amazonaws.com", "costalerts.amazonaws.com"] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
      },
    ]
  })
}

resource "aws_sns_topic_policy" "this" {
  arn = aws_sns_topic.this.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Senders"
      Effect    = "Allow"
      Principal = { Service = ["budgets.amazonaws.com", "costalerts.amazonaws.com"] }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.this.arn
      Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
    }]
  })
}

resource "aws_sns_topic_subscription" "nightshift" {
  count = var.nightshift_queue == null ? 0 : 1

  topic_arn            = aws_sns_topic.this.arn
  protocol             = "sqs"
  endpoint             = var.nightshift_queue
  raw_message_delivery = false
}

resource "aws_budgets_budget" "cost" {
  for_each = var.budgets

  name         = "${var.name}-${each.key}"
  budget_type  = "COST"
  limit_amount = tostring(each.value.usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  tags         = var.tags

  dynamic "cost_filter" {
    for_each = each.value.tag[*]
    content {
      name   = "TagKeyValue"
      values = ["user:${replace(cost_filter.value, "=", "$")}"]
    }
  }

  dynamic "notification" {
    for_each = { 80 = "ACTUAL", 100 = "FORECASTED" }
    content {
      comparison_operator       = "GREATER_THAN"
      threshold                 = notification.key
      threshold_type            = "PERCENTAGE"
      notification_type         = notification.value
      subscriber_sns_topic_arns = [aws_sns_topic.this.arn]
    }
  }
}

resource "aws_budgets_budget" "share" {
  for_each = { for name, share in local.shares : name => share if contains(var.watched_shares, name) }

  name         = "${var.name}-${each.key}"
  budget_type  = each.value.type
  limit_amount = "100"
  limit_unit   = "PERCENTAGE"
  time_unit    = "MONTHLY"
  tags         = var.tags

  dynamic "cost_filter" {
    for_each = startswith(each.value.type, "RI_") ? [local.services[0]] : []
    content {
      name   = "Service"
      values = [cost_filter.value]
    }
  }

  notification {
    comparison_operator       = "LESS_THAN"
    threshold                 = each.value.percent
    threshold_type            = "PERCENTAGE"
    notification_type         = "ACTUAL"
    subscriber_sns_topic_arns = [aws_sns_topic.this.arn]
  }
}

resource "aws_ce_anomaly_monitor" "this" {
  count = var.monitor_arn == null ? 1 : 0

  name              = var.name
  monitor_type      = "DIMENSIONAL"
  monitor_dimension = "SERVICE"
  tags              = var.tags
}

resource "aws_ce_anomaly_subscription" "this" {
  name             = var.name
  frequency        = "IMMEDIATE"
  monitor_arn_list = [coalesce(var.monitor_arn, try(aws_ce_anomaly_monitor.this[0].arn, null))]
  tags             = var.tags

  subscriber {
    type    = "SNS"
    address = aws_sns_topic.this.arn
  }

  threshold_expression {
    dimension {
      key           = "ANOMALY_TOTAL_IMPACT_ABSOLUTE"
      match_options = ["GREATER_THAN_OR_EQUAL"]
      values        = [tostring(var.least_anomaly_usd)]
    }
  }
}

resource "aws_ce_cost_allocation_tag" "this" {
  for_each = var.allocation_tags

  tag_key = each.key
  status  = "Active"
}

resource "aws_s3_bucket" "exports" {
  bucket        = "${var.name}-${var.account}-costs"
  force_destroy = false
  tags          = var.tags
}

resource "aws_s3_bucket_public_access_block" "exports" {
  bucket                  = aws_s3_bucket.exports.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "exports" {
  bucket = aws_s3_bucket.exports.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:GetObject", "s3:PutObject", "s3:ListBucket"]
        Resource  = [aws_s3_bucket.exports.arn, "${aws_s3_bucket.exports.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "Exports"
        Effect    = "Allow"
        Principal = { Service = ["bcm-data-exports.amazonaws.com", "billingreports.amazonaws.com"] }
        Action    = ["s3:GetBucketPolicy", "s3:PutObject"]
        Resource  = [aws_s3_bucket.exports.arn, "${aws_s3_bucket.exports.arn}/*"]
        Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
      },
    ]
  })
}

resource "aws_bcmdataexports_export" "focus" {
  export {
    name = "${var.name}-focus"

    data_query {
      query_statement      = "SELECT ${join(", ", var.columns)} FROM FOCUS_1_2_AWS"
      table_configurations = { FOCUS_1_2_AWS = { TIME_GRANULARITY = "DAILY" } }
    }

    destination_configurations {
      s3_destination {
        s3_bucket = aws_s3_bucket.exports.id
        s3_prefix = "focus"
        s3_region = var.region
        s3_output_configurations {
          overwrite   = "OVERWRITE_REPORT"
          format      = "TEXT_OR_CSV"
          compression = "GZIP"
          output_type = "CUSTOM"
        }
      }
    }

    refresh_cadence {
      frequency = "SYNCHRONOUS"
    }
  }

  depends_on = [aws_s3_bucket_policy.exports]
}

resource "aws_computeoptimizer_enrollment_status" "this" {
  status                  = "Active"
  include_member_accounts = var.organization
}

resource "aws_costoptimizationhub_enrollment_status" "this" {
  include_member_accounts = var.organization

  depends_on = [aws_computeoptimizer_enrollment_status.this]
}

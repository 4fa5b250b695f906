resource "aws_kms_key" "this" {
  count = var.encrypted ? 1 : 0

  description             = "Encrypts the logs of ${var.prefix}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = var.tags

  # CloudWatch Logs uses the key for this account's groups only.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Account", Effect = "Allow", Principal = { AWS = "arn:aws:iam::${var.account}:root" }, Action = "kms:*", Resource = "*" },
      {
        Sid       = "Logs"
        Effect    = "Allow"
        Principal = { Service = "logs.${var.region}.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:${var.region}:${var.account}:log-group:*" } }
      },
    ]
  })
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = var.groups

  name              = each.key
  retention_in_days = each.value.days
  kms_key_id        = one(aws_kms_key.this[*].arn)
  tags              = var.tags
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each = merge([for group, values in var.groups : { for metric, pattern in values.counts : "${group} ${metric}" => { group = group, metric = metric, pattern = pattern } }]...)

  name           = "${var.prefix}-${each.value.metric}"
  log_group_name = aws_cloudwatch_log_group.this[each.value.group].name
  pattern        = each.value.pattern

  metric_transformation {
    name          = each.value.metric
    namespace     = "${var.prefix}/logs"
    value         = "1"
    default_value = "0"
  }
}

resource "aws_cloudwatch_log_subscription_filter" "nightshift" {
  for_each = { for group, values in var.groups : group => values.signals if values.signals != null && var.nightshift != null }

  name            = "${var.prefix}-nightshift"
  log_group_name  = aws_cloudwatch_log_group.this[each.key].name
  filter_pattern  = each.value
  destination_arn = var.nightshift.function_arn

  depends_on = [aws_lambda_permission.nightshift]
}

resource "aws_lambda_permission" "nightshift" {
  for_each = { for group, values in var.groups : group => values if values.signals != null && var.nightshift != null }

  statement_id   = "logs-${substr(sha256(each.key), 0, 8)}"
  action         = "lambda:InvokeFunction"
  function_name  = var.nightshift.function_name
  qualifier      = var.nightshift.alias
  principal      = "logs.amazonaws.com"
  source_account = var.account
  source_arn     = "arn:aws:logs:${var.region}:${var.account}:log-group:${each.key}:*"
}

# The account that looks at the others.
resource "aws_oam_sink" "center" {
  count = var.center == null ? 0 : 1

  name = var.prefix
  tags = var.tags
}

resource "aws_oam_sink_policy" "center" {
  count = var.center == null ? 0 : 1

  sink_identifier = aws_oam_sink.center[0].arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = ["oam:CreateLink", "oam:UpdateLink"]
      Resource  = "*"
      Condition = {
        StringEquals                = { "aws:PrincipalOrgID" = var.center.organization }
        "ForAllValues:StringEquals" = { "oam:ResourceTypes" = local.shared }
      }
    }]
  })
}

# An account that is looked into.
resource "aws_oam_link" "this" {
  count = var.link == null ? 0 : 1

  label_template  = "$AccountName"
  resource_types  = local.shared
  sink_identifier = var.link
  tags            = var.tags
}

locals {
  shared = ["AWS::CloudWatch::Metric", "AWS::Logs::LogGroup", "AWS::XRay::Trace"]
}

locals {
  file = try(var.package.file, null)
  s3   = try(var.package.s3, null)
}

# The log group comes first: Lambda would create it without a retention and a key.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_key_arn
  tags              = var.tags
}

resource "aws_lambda_function" "this" {
  function_name                  = var.name
  description                    = var.description
  role                           = aws_iam_role.this.arn
  package_type                   = var.package.image == null ? "Zip" : "Image"
  image_uri                      = var.package.image
  filename                       = local.file
  source_code_hash               = local.file == null ? null : filebase64sha256(local.file)
  s3_bucket                      = try(local.s3.bucket, null)
  s3_key                         = try(local.s3.key, null)
  s3_object_version              = try(local.s3.version, null)
  handler                        = var.package.image == null ? var.handler : null
  runtime                        = var.package.image == null ? var.runtime : null
  architectures                  = ["arm64"]
  memory_size                    = var.memory
  timeout                        = var.timeout
  reserved_concurrent_executions = var.reserved_concurrency
  publish                        = true
  tags                           = var.tags

  environment {
    variables = var.environment
  }

  logging_config {
    log_format = "Text" # the function writes JSON lines; Lambda would wrap them again
    log_group  = aws_cloudwatch_log_group.this.name
  }

  snap_start {
    apply_on = "PublishedVersions"
  }

  dynamic "vpc_config" {
    for_each = var.vpc == null ? [] : [var.vpc]
    content {
      subnet_ids         = vpc_config.value.subnets
      security_group_ids = vpc_config.value.security_groups
    }
  }

  tracing_config {
    mode = var.tracing
  }

  depends_on = [module.work, aws_iam_role_policy.platform]
}

# Triggers and timers name the alias: a snapshot belongs to a published version.
resource "aws_lambda_alias" "this" {
  name             = "live"
  description      = "The version that serves."
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}

resource "aws_lambda_function_event_invoke_config" "this" {
  function_name                = aws_lambda_function.this.function_name
  qualifier                    = aws_lambda_alias.this.name
  maximum_event_age_in_seconds = 900
  maximum_retry_attempts       = 2

  destination_config {
    on_failure {
      destination = var.dead_letters_arn
    }
  }
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each = var.queues

  event_source_arn        = each.value
  function_name           = aws_lambda_alias.this.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
  tags                    = var.tags

  scaling_config {
    maximum_concurrency = var.reserved_concurrency
  }
}

module "alarms" {
  source       = "../alarms"
  prefix       = var.name
  alarm_topics = var.alarm_topics
  tags         = var.tags
  alarms = {
    for name, alarm in {
      errors    = { metric = "Errors", threshold = 3, description = "Three invocations failed in five minutes. What failed is repeated; then it is in the dead letters." }
      throttles = { metric = "Throttles", threshold = 10, description = "Lambda refused invocations. The queue keeps them; raise the reserved concurrency if this stays." }
      dropped   = { metric = "AsyncEventsDropped", threshold = 1, description = "Lambda gave up an event without invoking the function. It is in the dead letters." }
      slow      = { metric = "Duration", threshold = var.timeout * 900, statistic = "Maximum", description = "An invocation took 90 % of its time limit." }
      } : name => merge(alarm, {
        namespace  = "AWS/Lambda"
        dimensions = { FunctionName = aws_lambda_function.this.function_name }
    })
  }
}

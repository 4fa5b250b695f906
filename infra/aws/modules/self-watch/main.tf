# Where Nightshift's own alarms go. Choose recipients that do not depend on Nightshift.
resource "aws_sns_topic" "this" {
  name              = "${var.name}-alarms"
  kms_master_key_id = aws_kms_key.this.arn
  tags              = var.tags
}

resource "aws_sns_topic_subscription" "this" {
  for_each = var.emails

  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = each.key
}

# Lines of the functions' logs that a human has to see; the values are in the log, never in the metric.
resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each = merge([for function, group in var.log_groups : {
    "${function}-denied"  = { group = group, metric = "DeniedActs", pattern = "{ $.event = \"refused\" }", value = "1", without = "0" }
    "${function}-trouble" = { group = group, metric = "Troubles", pattern = "{ $.event = \"trouble\" }", value = "1", without = "0" }
    "${function}-oldest"  = { group = group, metric = "OldestWaitingRun", pattern = "{ $.event = \"sweep\" }", value = "$.oldestSeconds", without = null }
  }]...)

  name           = "${var.name}-${each.key}"
  log_group_name = each.value.group
  pattern        = each.value.pattern

  metric_transformation {
    namespace     = local.namespace
    name          = each.value.metric
    value         = each.value.value
    default_value = each.value.without
  }
}

module "alarms" {
  source       = "../alarms"
  prefix       = var.name
  alarm_topics = [aws_sns_topic.this.arn]
  tags         = var.tags
  alarms = {
    denied-acts = {
      description = "Guardrails refused ${var.denied_acts} acts in an hour: a rule is wrong, or something unusual happens."
      namespace   = local.namespace
      metric      = "DeniedActs"
      dimensions  = {}
      period      = 3600
      threshold   = var.denied_acts
    }
    trouble = {
      description = "A channel, a ledger or a timer fails. The log has the sentence: { $.event = \"trouble\" }."
      namespace   = local.namespace
      metric      = "Troubles"
      dimensions  = {}
      threshold   = 5
    }
    oldest-run = {
      description = "A run has been due for ${var.oldest_run_seconds} seconds and was not moved: sweeps come late, or the run's turn fails. See the log."
      namespace   = local.namespace
      metric      = "OldestWaitingRun"
      dimensions  = {}
      statistic   = "Maximum"
      threshold   = var.oldest_run_seconds
    }
    ledger-throttled = {
      description = "DynamoDB refused requests: the limit of the table is reached."
      namespace   = "AWS/DynamoDB"
      metric      = "WriteThrottleEvents"
      dimensions  = { TableName = var.table }
    }
  }
}

locals {
  namespace = "Nightshift/${var.name}"
  lambda    = { for metric in ["Invocations", "Errors", "Throttles", "Duration"] : metric => [for function in keys(var.log_groups) : ["AWS/Lambda", metric, "FunctionName", function]] }
  widgets = [
    { title = "Invocations", metrics = local.lambda["Invocations"], stat = "Sum" },
    { title = "Errors and throttles", metrics = concat(local.lambda["Errors"], local.lambda["Throttles"]), stat = "Sum" },
    { title = "Duration, 99th percentile", metrics = local.lambda["Duration"], stat = "p99" },
    { title = "Oldest event, seconds", metrics = [for queue in var.queues : ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue]], stat = "Maximum" },
    { title = "Waiting events and dead letters", metrics = [for queue in concat(var.queues, var.dead_letters) : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue]], stat = "Maximum" },
    { title = "Wake-ups and sweeps", metrics = [for group in var.schedule_groups : ["AWS/Scheduler", "InvocationAttemptCount", "ScheduleGroup", group]], stat = "Sum" },
    { title = "Oldest waiting run, seconds", metrics = [[local.namespace, "OldestWaitingRun"]], stat = "Maximum" },
    { title = "Denied acts and troubles", metrics = [[local.namespace, "DeniedActs"], [local.namespace, "Troubles"]], stat = "Sum" },
    { title = "The ledger's requests", metrics = [for metric in ["ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits"] : ["AWS/DynamoDB", metric, "TableName", var.table]], stat = "Sum" },
  ]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = [for position, widget in local.widgets : {
      type   = "metric"
      x      = position % 2 * 12
      y      = floor(position / 2) * 6
      width  = 12
      height = 6
      properties = {
        title   = widget.title
        region  = var.region
        metrics = widget.metrics
        stat    = widget.stat
        period  = 300
      }
    }]
  })
}

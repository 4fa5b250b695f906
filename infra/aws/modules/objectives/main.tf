# An objective burns when both of its windows burn: the long one shows that it matters, the short one that it still goes on.
locals {
  burns = {
    fast = { rate = 14.4, long = 3600, short = 300 }
    slow = { rate = 6, long = 21600, short = 1800 }
  }

  windows = merge([
    for name, objective in var.objectives : merge([
      for burn, windows in local.burns : {
        for window in ["long", "short"] : "${name}-${burn}-${window}" => {
          objective = objective
          seconds   = windows[window]
          threshold = windows.rate * (100 - objective.goal_percent)
        }
      }
    ]...)
  ]...)

  burning = merge([for name in keys(var.objectives) : { for burn in keys(local.burns) : "${name}-${burn}" => { name = name, burn = burn } }]...)
}

resource "aws_cloudwatch_metric_alarm" "window" {
  for_each = local.windows

  alarm_name          = "${var.prefix}-${each.key}"
  alarm_description   = "The share of bad requests in ${each.value.seconds / 60} minutes."
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  tags                = var.tags

  metric_query {
    id          = "share"
    expression  = "IF(whole >= ${var.least_requests}, 100 * bad / whole, 0)"
    label       = "bad requests in percent"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { bad = each.value.objective.bad, whole = each.value.objective.whole }
    content {
      id          = metric_query.key
      return_data = false

      metric {
        namespace   = each.value.objective.namespace
        metric_name = metric_query.value
        dimensions  = each.value.objective.dimensions
        stat        = "Sum"
        period      = each.value.seconds
      }
    }
  }
}

resource "aws_cloudwatch_composite_alarm" "burn" {
  for_each = local.burning

  alarm_name        = "${var.prefix}-${each.key}-burn"
  alarm_description = "The objective ${each.value.name} uses up its budget. Rule ${each.value.burn}-burn."
  alarm_actions     = var.alarm_topics
  ok_actions        = var.alarm_topics
  alarm_rule        = join(" AND ", [for window in ["long", "short"] : "ALARM(\"${aws_cloudwatch_metric_alarm.window["${each.key}-${window}"].alarm_name}\")"])
  tags              = var.tags
}

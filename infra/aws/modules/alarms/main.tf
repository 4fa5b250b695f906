# An alarm on a share compares 100 * metric / whole, and is quiet while the whole is too small to say something.
resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = var.alarms

  alarm_name          = "${var.prefix}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.whole == null ? each.value.namespace : null
  metric_name         = each.value.whole == null ? each.value.metric : null
  dimensions          = each.value.whole == null ? each.value.dimensions : null
  statistic           = each.value.whole == null && each.value.percentile == null ? each.value.statistic : null
  extended_statistic  = each.value.whole == null ? each.value.percentile : null
  period              = each.value.whole == null ? each.value.period : null
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  evaluation_periods  = each.value.evaluations
  treat_missing_data  = each.value.missing
  alarm_actions       = var.alarm_topics
  ok_actions          = var.alarm_topics
  tags                = var.tags

  dynamic "metric_query" {
    for_each = each.value.whole == null ? {} : { part = each.value.metric, whole = each.value.whole.metric }
    content {
      id          = metric_query.key
      return_data = false

      metric {
        namespace   = each.value.namespace
        metric_name = metric_query.value
        dimensions  = each.value.dimensions
        stat        = each.value.statistic
        period      = each.value.period
      }
    }
  }

  dynamic "metric_query" {
    for_each = each.value.whole[*]
    content {
      id          = "share"
      expression  = "IF(whole >= ${metric_query.value.at_least}, 100 * part / whole, 0)"
      label       = "${each.value.metric} in percent of ${metric_query.value.metric}"
      return_data = true
    }
  }
}

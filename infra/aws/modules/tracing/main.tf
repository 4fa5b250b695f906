resource "aws_xray_sampling_rule" "this" {
  for_each = var.sampled

  rule_name      = "${var.prefix}-${each.key}"
  priority       = each.value.priority
  version        = 1
  reservoir_size = each.value.each_second
  fixed_rate     = each.value.share
  url_path       = each.value.path
  host           = "*"
  http_method    = "*"
  service_type   = "*"
  service_name   = each.value.service
  resource_arn   = "*"
  tags           = var.tags
}

resource "aws_xray_group" "this" {
  for_each = {
    slow    = "service(\"${var.service}\") AND responsetime > ${var.slow_seconds}"
    failing = "service(\"${var.service}\") AND (fault = true OR error = true)"
  }

  group_name        = "${var.prefix}-${each.key}"
  filter_expression = each.value
  tags              = var.tags

  insights_configuration {
    insights_enabled      = true
    notifications_enabled = true
  }
}

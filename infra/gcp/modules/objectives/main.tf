# An objective burns when both of its windows burn: the long one shows that it matters, the short one that it still goes on.
locals {
  burns = {
    fast = { rate = 14.4, long = 3600, short = 300, severity = "CRITICAL" }
    slow = { rate = 6, long = 21600, short = 1800, severity = "WARNING" }
  }

  requests = { for name, objective in var.objectives : name => "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${objective.service}\" AND metric.type=\"run.googleapis.com/request_count\"" }
  burning  = merge([for name in keys(var.objectives) : { for burn in keys(local.burns) : "${name}-${burn}" => { name = name, burn = burn } }]...)
}

resource "google_monitoring_custom_service" "this" {
  project      = var.project
  service_id   = var.prefix
  display_name = var.prefix
  user_labels  = var.labels
}

resource "google_monitoring_slo" "this" {
  for_each = var.objectives

  project             = var.project
  service             = google_monitoring_custom_service.this.service_id
  slo_id              = "${var.prefix}-${each.key}"
  display_name        = each.value.latency_ms == null ? "${each.key}: good requests" : "${each.key}: requests within ${each.value.latency_ms} ms"
  goal                = each.value.goal
  rolling_period_days = 28
  user_labels         = var.labels

  request_based_sli {
    dynamic "good_total_ratio" {
      for_each = each.value.latency_ms == null ? [local.requests[each.key]] : []
      content {
        total_service_filter = coalesce(each.value.total_filter, good_total_ratio.value)
        bad_service_filter   = coalesce(each.value.bad_filter, "${good_total_ratio.value} AND metric.labels.response_code_class=\"5xx\"")
      }
    }

    dynamic "distribution_cut" {
      for_each = each.value.latency_ms[*]
      content {
        distribution_filter = coalesce(each.value.total_filter, replace(local.requests[each.key], "request_count", "request_latencies"))
        range {
          min = 0
          max = distribution_cut.value
        }
      }
    }
  }
}

resource "google_monitoring_alert_policy" "burn" {
  for_each = local.burning

  project               = var.project
  display_name          = "${var.prefix}-${each.key}-burn"
  combiner              = "AND"
  severity              = local.burns[each.value.burn].severity
  notification_channels = var.channels
  user_labels           = merge(var.labels, { rule = "${each.value.burn}-burn" })

  dynamic "conditions" {
    for_each = { for window in ["long", "short"] : window => local.burns[each.value.burn][window] }
    content {
      display_name = "${conditions.value / 60} minutes"
      condition_threshold {
        filter          = "select_slo_burn_rate(\"${google_monitoring_slo.this[each.value.name].name}\", \"${conditions.value}s\")"
        comparison      = "COMPARISON_GT"
        threshold_value = local.burns[each.value.burn].rate
        duration        = "0s"
      }
    }
  }

  documentation {
    content   = "The objective ${each.value.name} uses up its budget. Rule ${each.value.burn}-burn."
    mime_type = "text/markdown"
  }
}

locals {
  charts = [
    { title = "Requests by answer", filter = local.requests, aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = ["metric.label.response_code_class"] },
    { title = "Latency, 95th percentile", filter = "${local.service} AND metric.type=\"run.googleapis.com/request_latencies\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_95", by = [] },
    { title = "Instances", filter = "${local.service} AND metric.type=\"run.googleapis.com/container/instance_count\"", aligner = "ALIGN_MAX", reducer = "REDUCE_SUM", by = ["metric.label.state"] },
    { title = "Oldest waiting event", filter = local.thresholds.waiting.filter, aligner = "ALIGN_MAX", reducer = "REDUCE_MAX", by = ["resource.label.subscription_id"] },
    { title = "Dead letters", filter = local.thresholds.dead_letters.filter, aligner = "ALIGN_MAX", reducer = "REDUCE_SUM", by = [] },
    { title = "Oldest waiting run, seconds", filter = local.thresholds.runs.filter, aligner = local.thresholds.runs.aligner, reducer = "REDUCE_MAX", by = [] },
    { title = "Denied acts and troubles", filter = "resource.type=\"cloud_run_revision\" AND metric.type=monitoring.regex.full_match(\"logging.googleapis.com/user/${var.service.name}/(${join("|", keys(local.events))})\")", aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM", by = ["metric.type"] },
    { title = "Wake-ups", filter = "resource.type=\"cloud_tasks_queue\" AND resource.labels.queue_id=\"${var.queue}\" AND metric.type=\"cloudtasks.googleapis.com/queue/depth\"", aligner = "ALIGN_MAX", reducer = "REDUCE_MAX", by = [] },
  ]
}

resource "google_monitoring_dashboard" "this" {
  project = var.project
  dashboard_json = jsonencode({
    displayName = "Nightshift: ${var.service.name}"
    labels      = { nightshift = "" }
    mosaicLayout = {
      columns = 12
      tiles = [for index, chart in local.charts : {
        xPos   = index % 2 * 6
        yPos   = floor(index / 2) * 4
        width  = 6
        height = 4
        widget = {
          title = chart.title
          xyChart = {
            dataSets = [{
              plotType = "LINE"
              timeSeriesQuery = {
                timeSeriesFilter = {
                  filter = chart.filter
                  aggregation = {
                    alignmentPeriod    = "60s"
                    perSeriesAligner   = chart.aligner
                    crossSeriesReducer = chart.reducer
                    groupByFields      = chart.by
                  }
                }
              }
            }]
          }
        }
      }]
    }
  })
}

locals {
  service = { for name in var.services : name => "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${name}\"" }
  sql     = { for name in var.databases : name => "resource.type=\"cloudsql_database\" AND resource.labels.database_id=\"${var.project}:${name}\"" }

  charts = concat(
    flatten([for name, filter in local.service : [
      { title = "${name}: requests by answer", filter = "${filter} AND metric.type=\"run.googleapis.com/request_count\"", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = ["metric.label.response_code_class"] },
      { title = "${name}: response time, 99th percentile", filter = "${filter} AND metric.type=\"run.googleapis.com/request_latencies\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_99", by = [] },
      { title = "${name}: instances", filter = "${filter} AND metric.type=\"run.googleapis.com/container/instance_count\"", aligner = "ALIGN_MAX", reducer = "REDUCE_SUM", by = ["metric.label.state"] },
      { title = "${name}: billable time", filter = "${filter} AND metric.type=\"run.googleapis.com/container/billable_instance_time\"", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = [] },
    ]]),
    flatten([for name, filter in local.sql : [
      { title = "${name}: CPU", filter = "${filter} AND metric.type=\"cloudsql.googleapis.com/database/cpu/utilization\"", aligner = "ALIGN_MEAN", reducer = "REDUCE_MAX", by = [] },
      { title = "${name}: connections", filter = "${filter} AND metric.type=\"cloudsql.googleapis.com/database/postgresql/num_backends\"", aligner = "ALIGN_MAX", reducer = "REDUCE_SUM", by = ["metric.label.database"] },
      { title = "${name}: disk", filter = "${filter} AND metric.type=\"cloudsql.googleapis.com/database/disk/utilization\"", aligner = "ALIGN_MEAN", reducer = "REDUCE_MAX", by = [] },
    ]]),
    [for name in var.clusters : { title = "${name}: restarts by workload", filter = "resource.type=\"k8s_container\" AND resource.labels.cluster_name=\"${name}\" AND metric.type=\"kubernetes.io/container/restart_count\"", aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM", by = ["metadata.system_labels.top_level_controller_name"] }],
    [for title, filter in var.own : { title = title, filter = filter, aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", by = [] }],
  )
}

resource "google_monitoring_dashboard" "this" {
  project = var.project
  dashboard_json = jsonencode({
    displayName = var.name
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
                  filter      = chart.filter
                  aggregation = { alignmentPeriod = "60s", perSeriesAligner = chart.aligner, crossSeriesReducer = chart.reducer, groupByFields = chart.by }
                }
              }
            }]
          }
        }
      }]
    }
  })
}

locals {
  charts = concat(
    length(var.targets) == 0 ? [] : [
      { title = "Response time, seconds", metrics = flatten([for target in values(var.targets) : [for stat in ["p50", "p99"] : jsonencode(["AWS/ApplicationELB", "TargetResponseTime", "TargetGroup", target.group, "LoadBalancer", target.balancer, { stat = stat }])]]) },
      { title = "Errors, percent of requests", metrics = flatten([for name, target in var.targets : [
        jsonencode([{ expression = "100 * bad_${name} / all_${name}", label = name, id = "share_${name}" }]),
        jsonencode(["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "TargetGroup", target.group, "LoadBalancer", target.balancer, { stat = "Sum", id = "bad_${name}", visible = false }]),
        jsonencode(["AWS/ApplicationELB", "RequestCount", "TargetGroup", target.group, "LoadBalancer", target.balancer, { stat = "Sum", id = "all_${name}", visible = false }]),
      ]]) },
      { title = "Healthy targets", metrics = [for target in values(var.targets) : jsonencode(["AWS/ApplicationELB", "HealthyHostCount", "TargetGroup", target.group, "LoadBalancer", target.balancer, { stat = "Minimum" }])] },
    ],
    length(var.databases) == 0 ? [] : [
      { title = "Database: CPU, percent", metrics = [for id in var.databases : jsonencode(["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", id, { stat = "Average" }])] },
      { title = "Database: connections", metrics = [for id in var.databases : jsonencode(["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", id, { stat = "Maximum" }])] },
      { title = "Database: free memory and storage, bytes", metrics = flatten([for id in var.databases : [for metric in ["FreeableMemory", "FreeStorageSpace"] : jsonencode(["AWS/RDS", metric, "DBInstanceIdentifier", id, { stat = "Minimum" }])]]) },
    ],
    length(var.groups) == 0 ? [] : [
      { title = "Scaling: instances", metrics = flatten([for group in var.groups : [for metric in ["GroupDesiredCapacity", "GroupInServiceInstances"] : jsonencode(["AWS/AutoScaling", metric, "AutoScalingGroupName", group, { stat = "Average" }])]]) },
    ],
  )

  chart_widgets = [for index, chart in local.charts : {
    type       = "metric"
    x          = index % 2 * 12
    y          = floor(index / 2) * 6
    width      = 12
    height     = 6
    properties = jsonencode({ title = chart.title, region = var.region, view = "timeSeries", period = 60, metrics = [for metric in chart.metrics : jsondecode(metric)] })
  }]

  below = ceil(length(local.charts) / 2) * 6
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = concat(
      [for widget in local.chart_widgets : merge(widget, { properties = jsondecode(widget.properties) })],
      length(var.alarms) == 0 ? [] : [{ type = "alarm", x = 0, y = local.below, width = 24, height = 4, properties = { title = "Alarms", alarms = var.alarms } }],
      var.costs ? [{ type = "metric", x = 0, y = local.below + 4, width = 24, height = 6, properties = { title = "Estimated charges of the month, US dollars", region = "us-east-1", view = "timeSeries", period = 21600, metrics = [["AWS/Billing", "EstimatedCharges", "Currency", "USD", { stat = "Maximum" }]] } }] : [],
    )
  })
}

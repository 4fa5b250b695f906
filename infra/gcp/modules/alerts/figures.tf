# Metrics of the log: the figures that the function of remediation counts every hour (docs/metrics.md), the same as those of the console.
locals {
  figures = merge(
    { for field in ["openRuns", "waitingApprovals", "oldestDueSeconds"] : field => { event = "figures.open", labels = [] } },
    { for field in ["fired", "acted", "verifiedSuccess", "recurred", "falseFires", "escalated", "dryRuns", "medianFixSeconds"] : field => { event = "figures.rule", labels = ["rule"] } },
    { denials = { event = "figures.guardrail", labels = ["guardrail", "rule"] } },
  )
}

resource "google_logging_metric" "figure" {
  for_each = { for field, figure in local.figures : lower(replace(field, "/([A-Z])/", "_$1")) => merge(figure, { field = field }) }

  project          = var.project
  name             = "${var.service.name}/figures/${each.key}"
  description      = "As counted by Nightshift over 30 days, or now."
  filter           = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.service.name}\" AND jsonPayload.event=\"${each.value.event}\" AND jsonPayload.${each.value.field}>=0"
  value_extractor  = "EXTRACT(jsonPayload.${each.value.field})"
  label_extractors = { for label in each.value.labels : label => "EXTRACT(jsonPayload.${label})" }

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
    unit        = endswith(each.key, "seconds") ? "s" : "1"

    dynamic "labels" {
      for_each = toset(each.value.labels)
      content {
        key = labels.value
      }
    }
  }
}

locals {
  # Made here only if nobody reads budgets by a topic already.
  topic = var.topic != null ? var.topic : google_pubsub_topic.this[0].id
}

resource "google_pubsub_topic" "this" {
  count = var.topic == null ? 1 : 0

  project                    = var.project
  name                       = "${var.name}-spending"
  message_retention_duration = "86400s"
  labels                     = var.labels
}

# Cloud Billing publishes as this account.
resource "google_pubsub_topic_iam_member" "billing" {
  count = var.topic == null ? 1 : 0

  project = var.project
  topic   = google_pubsub_topic.this[0].name
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:billing-budget-alert@system.gserviceaccount.com"
}

resource "google_billing_budget" "this" {
  for_each = var.budgets

  billing_account = var.billing_account
  display_name    = "${var.name}-${each.key}"

  budget_filter {
    projects               = [for number in each.value.projects : "projects/${number}"]
    labels                 = each.value.label == null ? null : { (split("=", each.value.label)[0]) = split("=", each.value.label)[1] }
    credit_types_treatment = "INCLUDE_ALL_CREDITS"
    calendar_period        = "MONTH"
  }

  amount {
    specified_amount {
      currency_code = var.currency
      units         = tostring(each.value.amount)
    }
  }

  dynamic "threshold_rules" {
    for_each = { 0.5 = "CURRENT_SPEND", 0.8 = "CURRENT_SPEND", 1 = "FORECASTED_SPEND" }
    content {
      threshold_percent = threshold_rules.key
      spend_basis       = threshold_rules.value
    }
  }

  all_updates_rule {
    pubsub_topic                     = local.topic
    schema_version                   = "1.0"
    monitoring_notification_channels = var.channels
    disable_default_iam_recipients   = length(var.channels) > 0
  }

  depends_on = [google_pubsub_topic_iam_member.billing]
}

resource "google_bigquery_dataset" "this" {
  project                    = var.project
  dataset_id                 = replace("${var.name}_billing", "-", "_")
  location                   = var.location
  description                = "The export of Cloud Billing: switch it on by hand."
  delete_contents_on_destroy = false
  labels                     = var.labels
}

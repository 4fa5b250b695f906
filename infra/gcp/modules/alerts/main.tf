# Nightshift watches others; this watches Nightshift. Its alerts go to people, never through Nightshift itself.
locals {
  channels = concat(var.channels, [for email in google_monitoring_notification_channel.email : email.name])
  service  = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.service.name}\""
  requests = "${local.service} AND metric.type=\"run.googleapis.com/request_count\""
  backlog  = "resource.type=\"pubsub_subscription\" AND metric.type=\"pubsub.googleapis.com/subscription"

  # Lines of the function's log (jsonPayload.event) that need somebody.
  events = {
    denied  = { events = ["refused"], severity = "WARNING", above = var.limits.denied, why = "Acts were denied: a guardrail, a right or an answer is missing. `nightshift runs` and `nightshift show RUN --verdicts` say which." }
    ledger  = { events = ["ledger-takes-no-writes", "again"], severity = "CRITICAL", above = 5, why = "The ledger or the dead letters take no writes; events wait in Pub/Sub. See docs/runbooks/ledger-takes-no-writes.md." }
    trouble = { events = ["bug", "trouble", "dead-letters-failed", "secret-unreadable"], severity = "ERROR", above = 0, why = "Nightshift reports a fault of its own or of its configuration; the log line names it." }
  }

  thresholds = {
    dead_letters = {
      title    = "dead letters"
      severity = "ERROR"
      filter   = "${local.backlog}/num_undelivered_messages\" AND resource.labels.subscription_id=\"${var.dead_letters}\""
      aligner  = "ALIGN_MAX"
      reducer  = "REDUCE_SUM"
      above    = 0
      duration = "0s"
      why      = "Events were not processed. Read them with `gcloud pubsub subscriptions pull` and `nightshift decode`; see docs/runbooks/dead-letters.md."
    }
    waiting = {
      title    = "events wait"
      severity = "CRITICAL"
      filter   = "${local.backlog}/oldest_unacked_message_age\" AND resource.labels.subscription_id=monitoring.regex.full_match(\"${join("|", var.subscriptions)}\")"
      aligner  = "ALIGN_MAX"
      reducer  = "REDUCE_MAX"
      above    = var.limits.waiting_seconds
      duration = "60s"
      why      = "Events reach the function late or not at all: look at its errors and its instances."
    }
    errors = {
      title    = "errors"
      severity = "ERROR"
      filter   = "${local.requests} AND metric.labels.response_code_class=\"5xx\""
      aligner  = "ALIGN_DELTA"
      reducer  = "REDUCE_SUM"
      above    = var.limits.errors
      duration = "0s"
      why      = "The function answers with errors; its callers try again. Look at its log."
    }
    throttled = {
      title    = "no instance free"
      severity = "ERROR"
      filter   = "${local.requests} AND metric.labels.response_code=\"429\""
      aligner  = "ALIGN_DELTA"
      reducer  = "REDUCE_SUM"
      above    = 0
      duration = "0s"
      why      = "Cloud Run turned callers away: all instances are busy. They try again; raise max_instances if it lasts."
    }
    runs = {
      title    = "a run waits"
      severity = "ERROR"
      filter   = "resource.type=\"cloud_run_revision\" AND metric.type=\"logging.googleapis.com/user/${google_logging_metric.oldest_run.name}\""
      aligner  = "ALIGN_PERCENTILE_99"
      reducer  = "REDUCE_MAX"
      above    = var.limits.oldest_run_seconds
      duration = "0s"
      why      = "A run has been due for a while and was not moved: sweeps come late, or the run's turn fails. The log has the line `sweep` with oldestSeconds."
    }
    wake_ups = {
      title    = "wake-ups wait"
      severity = "WARNING"
      filter   = "resource.type=\"cloud_tasks_queue\" AND resource.labels.queue_id=\"${var.queue}\" AND metric.type=\"cloudtasks.googleapis.com/queue/task_attempt_count\" AND metric.labels.response_code!=\"ok\""
      aligner  = "ALIGN_DELTA"
      reducer  = "REDUCE_SUM"
      above    = var.limits.errors
      duration = "300s"
      why      = "Wake-ups of runs fail; the sweep finds these runs a minute later. Look at the queue and at the function's log."
    }
  }
}

resource "google_monitoring_notification_channel" "email" {
  for_each = var.emails

  project      = var.project
  display_name = "Nightshift's operators: ${each.key}"
  type         = "email"
  labels       = { email_address = each.key }
}

resource "google_logging_metric" "event" {
  for_each = local.events

  project     = var.project
  name        = "${var.service.name}/${each.key}"
  description = "Lines of the log of ${var.service.name}: ${join(", ", each.value.events)}."
  filter      = "${local.service} AND jsonPayload.event=(${join(" OR ", [for event in each.value.events : "\"${event}\""])})"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }
}

# How long the run has waited that was due first, by the line that each sweep writes.
resource "google_logging_metric" "oldest_run" {
  project         = var.project
  name            = "${var.service.name}/oldest_run"
  description     = "Seconds for which the oldest run of ${var.service.name} is due."
  filter          = "${local.service} AND jsonPayload.event=\"sweep\""
  value_extractor = "EXTRACT(jsonPayload.oldestSeconds)"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
    unit        = "s"
  }

  bucket_options {
    explicit_buckets {
      bounds = [60, 300, 600, 1800, 3600, 21600]
    }
  }
}

resource "google_monitoring_alert_policy" "threshold" {
  for_each = { for name, threshold in local.thresholds : name => threshold if name != "waiting" || length(var.subscriptions) > 0 }

  project               = var.project
  display_name          = "${var.service.name}: ${each.value.title}"
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = local.channels
  user_labels           = var.labels

  conditions {
    display_name = each.value.title
    condition_threshold {
      filter          = each.value.filter
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.above
      duration        = each.value.duration
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = each.value.aligner
        cross_series_reducer = each.value.reducer
      }
    }
  }

  documentation {
    content   = each.value.why
    mime_type = "text/markdown"
  }

  lifecycle {
    precondition {
      condition     = length(local.channels) > 0
      error_message = "emails or channels: at least one; nobody would learn that Nightshift stands still."
    }
  }
}

resource "google_monitoring_alert_policy" "event" {
  for_each = local.events

  project               = var.project
  display_name          = "${var.service.name}: ${each.key}"
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = local.channels
  user_labels           = var.labels

  conditions {
    display_name = each.key
    condition_threshold {
      filter          = "resource.type=\"cloud_run_revision\" AND metric.type=\"logging.googleapis.com/user/${google_logging_metric.event[each.key].name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.above
      duration        = "0s"
      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    content   = each.value.why
    mime_type = "text/markdown"
  }
}

# The sweep is a request each minute: five minutes without an answered request mean that nothing is swept.
resource "google_monitoring_alert_policy" "sweep" {
  project               = var.project
  display_name          = "${var.service.name}: no sweep for five minutes"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.channels
  user_labels           = var.labels

  conditions {
    display_name = "no answered request"
    condition_absent {
      filter   = "${local.requests} AND metric.labels.response_code_class=\"2xx\""
      duration = "300s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    content   = "Lost wake-ups are not found: look at the Cloud Scheduler job and at the function's log."
    mime_type = "text/markdown"
  }
}

# The events service is internal: only a door can be checked from outside.
resource "google_monitoring_uptime_check_config" "door" {
  count = var.door == null ? 0 : 1

  project      = var.project
  display_name = "${var.service.name}: door"
  timeout      = "10s"
  period       = "60s"

  http_check {
    path         = "/health"
    port         = 443
    use_ssl      = true
    validate_ssl = true
  }

  # A host's name, not a URL.
  monitored_resource {
    type   = "uptime_url"
    labels = { project_id = var.project, host = var.door }
  }
}

resource "google_monitoring_alert_policy" "door" {
  count = var.door == null ? 0 : 1

  project               = var.project
  display_name          = "${var.service.name}: the door does not answer"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.channels
  user_labels           = var.labels

  conditions {
    display_name = "uptime check fails"
    condition_threshold {
      filter          = "resource.type=\"uptime_url\" AND metric.type=\"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.labels.check_id=\"${google_monitoring_uptime_check_config.door[0].uptime_check_id}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 1
      duration        = "120s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
      }
    }
  }

  documentation {
    content   = "Webhooks and approvers' links fail. Look at the load balancer and its certificate."
    mime_type = "text/markdown"
  }
}

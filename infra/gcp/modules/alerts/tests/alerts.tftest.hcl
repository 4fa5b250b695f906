mock_provider "google" {
  mock_resource "google_monitoring_notification_channel" {
    defaults = { name = "projects/shop-prod/notificationChannels/1" }
  }
}

variables {
  project = "shop-prod"
  service = {
    name    = "nightshift"
    region  = "europe-west1"
    url     = "https://nightshift-123456789012.europe-west1.run.app"
    account = "nightshift@shop-prod.iam.gserviceaccount.com"
  }
  subscriptions = ["nightshift-alarms", "nightshift-audit"]
  dead_letters  = "nightshift-dead-letters"
  queue         = "nightshift"
  emails        = ["sre@example.com"]
  labels        = { app = "nightshift" }
}

run "tells_people_what_stops_nightshift" {
  assert {
    condition     = toset(keys(google_monitoring_alert_policy.threshold)) == toset(["dead_letters", "waiting", "errors", "throttled", "wake_ups", "runs"])
    error_message = "an alarm is missing"
  }
  assert {
    condition     = alltrue([for policy in google_monitoring_alert_policy.threshold : policy.notification_channels == tolist(["projects/shop-prod/notificationChannels/1"]) && policy.user_labels.app == "nightshift"])
    error_message = "an alarm tells nobody, or has no labels"
  }
  assert {
    condition     = strcontains(google_monitoring_alert_policy.threshold["dead_letters"].conditions[0].condition_threshold[0].filter, "subscription_id=\"nightshift-dead-letters\"")
    error_message = "dead letters are not watched"
  }
  assert {
    condition     = strcontains(google_monitoring_alert_policy.threshold["waiting"].conditions[0].condition_threshold[0].filter, "nightshift-alarms|nightshift-audit")
    error_message = "a subscription is not watched"
  }
}

run "knows_how_long_the_oldest_run_waits" {
  assert {
    condition     = google_logging_metric.oldest_run.value_extractor == "EXTRACT(jsonPayload.oldestSeconds)" && strcontains(google_logging_metric.oldest_run.filter, "jsonPayload.event=\"sweep\"")
    error_message = "the metric is not that of the sweep's line"
  }
  assert {
    condition     = strcontains(google_monitoring_alert_policy.threshold["runs"].conditions[0].condition_threshold[0].filter, "user/nightshift/oldest_run") && google_monitoring_alert_policy.threshold["runs"].conditions[0].condition_threshold[0].threshold_value == 600
    error_message = "nobody learns that a run stands still"
  }
}

run "notices_a_sweep_that_did_not_come" {
  assert {
    condition     = google_monitoring_alert_policy.sweep.conditions[0].condition_absent[0].duration == "300s" && google_monitoring_alert_policy.sweep.severity == "CRITICAL"
    error_message = "missing data is no alarm"
  }
}

run "counts_denied_acts_by_the_functions_log" {
  assert {
    condition     = strcontains(google_logging_metric.event["denied"].filter, "jsonPayload.event=(\"refused\")")
    error_message = "denied acts are not counted"
  }
  assert {
    condition     = toset(keys(google_monitoring_alert_policy.event)) == toset(["denied", "ledger", "trouble"])
    error_message = "an event has no alarm"
  }
}

run "every_alarm_tells_somebody" {
  variables {
    door = "nightshift.example.com"
  }
  assert {
    condition     = alltrue([for policy in concat(values(google_monitoring_alert_policy.event), [google_monitoring_alert_policy.sweep], google_monitoring_alert_policy.door) : length(policy.notification_channels) > 0])
    error_message = "an alarm tells nobody"
  }
}

run "draws_a_dashboard" {
  assert {
    condition     = length(jsondecode(google_monitoring_dashboard.this.dashboard_json).mosaicLayout.tiles) == 8 && strcontains(google_monitoring_dashboard.this.dashboard_json, "user/nightshift/oldest_run")
    error_message = "a chart is missing"
  }
}

run "checks_the_door_from_outside" {
  variables {
    door = "nightshift.example.com"
  }
  assert {
    condition = (
      google_monitoring_uptime_check_config.door[0].monitored_resource[0].labels.host == "nightshift.example.com"
      && google_monitoring_uptime_check_config.door[0].http_check[0].path == "/health"
      && contains(output.policies, "nightshift: the door does not answer")
    )
    error_message = "nobody learns that the door is closed"
  }
}

run "refuses_to_watch_without_telling_anybody" {
  command = plan
  variables {
    emails = []
  }
  expect_failures = [google_monitoring_alert_policy.threshold]
}

run "refuses_a_url_as_host_and_no_subscription" {
  command = plan
  variables {
    door          = "https://nightshift.example.com/"
  }
  expect_failures = [var.door]
}

run "without_subscriptions_no_event_waits" {
  command = plan
  variables {
    subscriptions = []
  }

  assert {
    condition     = !contains(keys(google_monitoring_alert_policy.threshold), "waiting")
    error_message = "an alert watches no subscription"
  }
}

run "metrics_are_those_of_the_console" {
  command = plan

  assert {
    condition     = join(" ", sort(keys(google_logging_metric.figure))) == "acted denials dry_runs escalated false_fires fired median_fix_seconds oldest_due_seconds open_runs recurred verified_success waiting_approvals"
    error_message = "a figure is missing"
  }
  assert {
    condition     = google_logging_metric.figure["fired"].value_extractor == "EXTRACT(jsonPayload.fired)" && google_logging_metric.figure["fired"].label_extractors["rule"] == "EXTRACT(jsonPayload.rule)"
    error_message = "a figure is read from another field"
  }
}

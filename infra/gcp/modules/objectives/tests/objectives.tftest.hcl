mock_provider "google" {
  mock_resource "google_monitoring_slo" {
    defaults = { name = "projects/365415247865/services/shop/serviceLevelObjectives/shop-checkout" }
  }
}

variables {
  project    = "shop-prod"
  prefix     = "shop"
  channels   = ["projects/shop-prod/notificationChannels/1"]
  objectives = { checkout = { goal = 0.999, service = "checkout" } }
}

run "evaluated" {
  command = apply

  assert {
    condition     = output.alerts == tolist(["shop-checkout-fast-burn", "shop-checkout-slow-burn"]) && alltrue([for alert in google_monitoring_alert_policy.burn : alert.combiner == "AND" && length(alert.conditions) == 2])
    error_message = "a burn rate is missing, or one window alone tells somebody"
  }
  assert {
    condition     = google_monitoring_alert_policy.burn["checkout-fast"].conditions[0].condition_threshold[0].filter == "select_slo_burn_rate(\"projects/365415247865/services/shop/serviceLevelObjectives/shop-checkout\", \"3600s\")"
    error_message = "the burn rate is of another objective"
  }
  assert {
    condition     = strcontains(google_monitoring_slo.this["checkout"].request_based_sli[0].good_total_ratio[0].bad_service_filter, "response_code_class=\"5xx\"") && !strcontains(google_monitoring_slo.this["checkout"].request_based_sli[0].good_total_ratio[0].total_service_filter, "5xx")
    error_message = "good requests are not measured against all"
  }
}

run "measures_latency_by_a_distribution" {
  command = apply
  variables {
    objectives = { checkout = { goal = 0.95, service = "checkout", latency_ms = 500 } }
  }
  assert {
    condition     = google_monitoring_slo.this["checkout"].request_based_sli[0].distribution_cut[0].range[0].max == 500 && strcontains(google_monitoring_slo.this["checkout"].request_based_sli[0].distribution_cut[0].distribution_filter, "request_latencies")
    error_message = "latency is not measured"
  }
}

run "rejects_a_goal_without_a_budget" {
  command = plan
  variables {
    channels   = []
    objectives = { checkout = { goal = 1, service = "checkout" } }
  }
  expect_failures = [var.objectives, var.channels]
}

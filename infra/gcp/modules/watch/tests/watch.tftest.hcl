mock_provider "google" {
  mock_resource "google_monitoring_uptime_check_config" {
    defaults = { uptime_check_id = "shop-web-1" }
  }
}

variables {
  project  = "shop-prod"
  prefix   = "shop"
  channels = ["projects/shop-prod/notificationChannels/1"]
  labels   = { team = "shop" }
  hosts    = { web = { host = "shop.example.com" } }
  services = { checkout = { name = "checkout", region = "europe-west1" } }
  databases = {
    orders  = { id = "orders-db", max_connections = 200 }
    reports = { id = "reports-db", max_connections = 100, replica = true }
  }
  instances = { mail = "4567890123456789012" }
  groups    = { workers = { name = "workers", min = 3 } }
  clusters  = { main = "main" }
}

run "evaluated" {
  command = apply

  assert {
    condition     = length(output.alerts) == 1 + 4 + 2 * 6 + 1 + 2 + 1 + 4
    error_message = "an alert is missing"
  }
  assert {
    condition     = alltrue([for alert in google_monitoring_alert_policy.this : contains([for rule in yamldecode(output.policy).rules : rule.name], alert.user_labels.rule) && alert.user_labels.team == "shop"])
    error_message = "an alert has no rule, or lost its labels"
  }
  assert {
    condition     = google_monitoring_alert_policy.this["checkout-run-errors"].conditions[0].condition_threshold[0].denominator_filter == replace(google_monitoring_alert_policy.this["checkout-run-errors"].conditions[0].condition_threshold[0].filter, " AND metric.labels.response_code_class=\"5xx\"", "")
    error_message = "a rate of errors is of all requests of the same service"
  }
  assert {
    condition     = google_monitoring_uptime_check_config.this["web"].monitored_resource[0].labels.host == "shop.example.com" && google_monitoring_uptime_check_config.this["web"].http_check[0].validate_ssl
    error_message = "an uptime check names a host, and checks its certificate"
  }
}

run "answers_only_what_is_watched" {
  command = apply
  variables {
    hosts     = {}
    databases = {}
    instances = {}
    groups    = {}
    clusters  = {}
    answers   = { instances = 7 }
  }

  assert {
    condition     = toset([for rule in yamldecode(output.policy).rules : rule.name]) == toset(["run-errors", "run-latency", "run-cpu", "run-memory"]) && strcontains(output.policy, "up-to: 7")
    error_message = "the policy has rules for what is not watched, or another limit"
  }
}

run "rejects_urls_percentages_and_names" {
  command = plan
  variables {
    channels  = []
    hosts     = { web = { host = "https://shop.example.com/" } }
    instances = { mail = "mail" }
    limits    = { error_share = 5 }
  }
  expect_failures = [var.channels, var.hosts, var.instances, var.limits]
}

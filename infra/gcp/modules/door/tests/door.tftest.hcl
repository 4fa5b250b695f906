mock_provider "google" {
  mock_resource "google_compute_global_address" {
    defaults = { address = "203.0.113.7" }
  }
}

variables {
  project = "shop-prod"
  name    = "promotion-door"
  host    = "nightshift.example.com"
  image   = "europe-west1-docker.pkg.dev/shop-prod/nightshift/promotion@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  function = {
    service = {
      name    = "promotion"
      region  = "europe-west1"
      url     = "https://promotion-123456789012.europe-west1.run.app"
      account = "promotion@shop-prod.iam.gserviceaccount.com"
    }
    environment = { NIGHTSHIFT_PROJECT = "shop-prod", NIGHTSHIFT_SERVES = "events" }
  }
  environment = { NIGHTSHIFT_INTAKE_TOKEN = "projects/shop-prod/secrets/intake-token/versions/latest" }
  labels      = { app = "nightshift" }
}

run "is_reached_through_the_load_balancer_only" {
  assert {
    condition     = google_cloud_run_v2_service.this.ingress == "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" && google_cloud_run_v2_service.this.deletion_protection
    error_message = "Cloud Armor can be gone round, or the service deleted"
  }
  assert {
    condition     = google_compute_backend_service.this.load_balancing_scheme == "EXTERNAL_MANAGED" && google_compute_global_forwarding_rule.this.port_range == "443"
    error_message = "the door is open in the clear"
  }
  assert {
    condition     = google_compute_ssl_policy.this.min_tls_version == "TLS_1_2"
    error_message = "old TLS is accepted"
  }
}

run "serves_the_open_routes_only" {
  assert {
    condition     = { for env in google_cloud_run_v2_service.this.template[0].containers[0].env : env.name => env.value }["NIGHTSHIFT_SERVES"] == "http-api"
    error_message = "strangers could send orders"
  }
}

run "throttles_and_logs_no_link_of_an_approver" {
  assert {
    condition     = one([for rule in google_compute_security_policy.this.rule : rule.rate_limit_options[0].rate_limit_threshold[0].count if rule.action == "throttle"]) == 120
    error_message = "one address may send anything"
  }
  assert {
    condition     = google_compute_backend_service.this.log_config[0].enable == false
    error_message = "links of approvers are in a log"
  }
}

run "refuses_a_secret_in_the_clear" {
  command = plan
  variables {
    environment = { NIGHTSHIFT_INTAKE_TOKEN = "canary-5a1f" }
  }
  expect_failures = [google_cloud_run_v2_service.this]
}

run "refuses_a_url_a_tag_and_no_token" {
  command = plan
  variables {
    host        = "https://nightshift.example.com"
    image       = "promotion:latest"
    environment = {}
  }
  expect_failures = [var.host, var.image, var.environment]
}

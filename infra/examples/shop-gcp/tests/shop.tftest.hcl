mock_provider "google" {
  mock_resource "google_monitoring_slo" {
    defaults = { name = "projects/123456789012/services/shop/serviceLevelObjectives/shop" }
  }
  mock_resource "google_monitoring_uptime_check_config" {
    defaults = { uptime_check_id = "shop-web-1" }
  }
  mock_resource "google_service_account" {
    defaults = { email = "shop-web@shop-prod.iam.gserviceaccount.com" }
  }
  mock_resource "google_pubsub_topic" {
    defaults = { id = "projects/shop-prod/topics/shop-spending" }
  }
  mock_resource "google_compute_network" {
    defaults = { id = "projects/shop-prod/global/networks/shop" }
  }
}

variables {
  project          = "shop-prod"
  region           = "europe-west1"
  second_region    = "europe-west4"
  domain           = "shop.example.com"
  image            = "europe-docker.pkg.dev/shop-prod/shop/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  database_address = "10.21.0.3"
  channels         = ["projects/shop-prod/notificationChannels/1"]
  billing_account  = "012345-6789AB-CDEF01"
  first_secret     = "canary-first-secret"
}

run "evaluated" {
  command = apply

  assert {
    condition     = strcontains(output.rules, "name: run-errors") && strcontains(output.rules, "name: sql-disk") && strcontains(output.rules, "name: host-down") && strcontains(output.rules, "name: fast-burn") && !strcontains(output.rules, "gke-restarts")
    error_message = "an alert of the shop has no rule, or there is a rule for what the shop lacks"
  }
  assert {
    condition     = length(google_storage_bucket.archive.lifecycle_rule) == 2 && google_storage_bucket.archive.public_access_prevention == "enforced"
    error_message = "old orders stay where they are expensive"
  }
}

run "staging_is_the_same_in_another_project_and_in_one_region" {
  command = apply
  variables {
    project       = "shop-staging"
    second_region = null
    domain        = "staging.shop.example.com"
  }
  assert {
    condition     = length(module.network.subnets) == 1
    error_message = "staging has a second region"
  }
}

run "rejects_one_region_twice" {
  command = plan
  variables {
    second_region = "europe-west1"
    images        = "europe-west1"
    image         = "shop:latest"
  }
  expect_failures = [var.second_region, var.images, var.image]
}

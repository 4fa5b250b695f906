mock_provider "google" {}

variables {
  project = "shop-prod"
  region  = "europe-west1"
  name    = "sessions"
  network = "projects/shop-prod/global/networks/shop"
}

run "fails_over_and_is_encrypted" {
  command = apply

  assert {
    condition     = google_redis_instance.this.tier == "STANDARD_HA" && google_redis_instance.this.auth_enabled && google_redis_instance.this.transit_encryption_mode == "SERVER_AUTHENTICATION" && google_redis_instance.this.connect_mode == "PRIVATE_SERVICE_ACCESS"
    error_message = "sessions are lost with a zone, or read by anybody"
  }
}

run "rejects_a_cache_without_a_replica" {
  command = plan
  variables {
    replicas   = 0
    memory_gib = 1
    engine     = "7.2"
  }
  expect_failures = [var.replicas, var.memory_gib, var.engine]
}

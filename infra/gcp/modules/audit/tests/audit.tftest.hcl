mock_provider "google" {
  mock_resource "google_logging_project_bucket_config" {
    defaults = { id = "projects/shop-prod/locations/eu/buckets/nightshift" }
  }
}

variables {
  project   = "shop-prod"
  location  = "eu"
  functions = ["nightshift", "promotion"]
}

run "keeps_the_log_for_more_than_a_year" {
  assert {
    condition     = google_logging_project_bucket_config.this.retention_days == 400 && !google_logging_project_bucket_config.this.locked
    error_message = "the log is gone too soon, or locked without a decision"
  }
  assert {
    condition     = google_logging_project_sink.this.unique_writer_identity && strcontains(google_logging_project_sink.this.filter, "service_name=\"promotion\"")
    error_message = "a function's log is not kept"
  }
}

run "logs_who_reads_a_secret" {
  assert {
    condition     = contains([for config in google_project_iam_audit_config.this["secretmanager.googleapis.com"].audit_log_config : config.log_type], "DATA_READ")
    error_message = "nobody learns who read a secret"
  }
}

run "encrypts_and_exempts" {
  variables {
    kms_key  = "projects/shop-prod/locations/eu/keyRings/nightshift/cryptoKeys/log"
    exempted = ["serviceAccount:nightshift@shop-prod.iam.gserviceaccount.com"]
    services = { "datastore.googleapis.com" = ["DATA_WRITE"] }
  }
  assert {
    condition     = google_logging_project_bucket_config.this.cmek_settings[0].kms_key_name == var.kms_key
    error_message = "the key is not used"
  }
  assert {
    condition     = toset(one(google_project_iam_audit_config.this["datastore.googleapis.com"].audit_log_config).exempted_members) == var.exempted
    error_message = "the function's own writes are logged"
  }
}

run "refuses_a_short_time_and_an_unknown_log" {
  command = plan
  variables {
    retention_days = 7
    services       = { "iam.googleapis.com" = ["DATA"] }
  }
  expect_failures = [var.retention_days, var.services]
}

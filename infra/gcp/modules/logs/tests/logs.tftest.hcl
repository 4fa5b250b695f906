mock_provider "google" {
  mock_resource "google_logging_project_sink" {
    defaults = { writer_identity = "serviceAccount:service-1@gcp-sa-logging.iam.gserviceaccount.com" }
  }
}

variables {
  project  = "shop-logs"
  projects = ["shop-logs", "shop-prod"]
  location = "europe-west1"
  name     = "central"
  views    = { payments = "source(\"projects/shop-prod\") AND resource.type=\"cloud_run_revision\"" }
  counts   = { failed-logins = "jsonPayload.event=\"login-failed\"" }
}

run "keeps_the_lines_of_all_projects_for_a_time" {
  command = apply

  assert {
    condition     = output.bucket == "projects/shop-logs/locations/europe-west1/buckets/central" && google_logging_project_bucket_config.this.retention_days == 90
    error_message = "lines are kept elsewhere, or for ever"
  }
  assert {
    condition     = keys(google_logging_project_sink.this) == ["shop-logs", "shop-prod"] && alltrue([for sink in google_logging_project_sink.this : sink.unique_writer_identity && sink.destination == "logging.googleapis.com/projects/shop-logs/locations/europe-west1/buckets/central"])
    error_message = "a project's lines go elsewhere"
  }
  assert {
    condition     = keys(google_project_iam_member.writer) == ["shop-prod"] && google_project_iam_member.writer["shop-prod"].condition[0].expression == "resource.name.endsWith('locations/europe-west1/buckets/central')"
    error_message = "the writer may write into other buckets, or not into this one"
  }
}

run "rejects_views_of_everything" {
  command = plan
  variables {
    views          = { all = "severity>=ERROR" }
    retention_days = 0
  }
  expect_failures = [var.views, var.retention_days]
}

# Wake-ups of runs (Cloud Tasks) and the sweep (Cloud Scheduler). Both call the function by the wake account.
locals {
  wake = "${google_service_account.wake.account_id}@${var.project}.iam.gserviceaccount.com"
}

resource "google_service_account" "wake" {
  project      = var.project
  account_id   = "${var.name}-wake"
  display_name = "Nightshift: calls ${var.service.name} at its wake-ups and sweeps"
}

# A task that fails is repeated with a growing delay for an hour; then the sweep finds the run.
resource "google_cloud_tasks_queue" "this" {
  project  = var.project
  location = var.service.region
  name     = var.name

  rate_limits {
    max_dispatches_per_second = var.dispatches_per_second
    max_concurrent_dispatches = var.concurrency
  }

  retry_config {
    max_attempts       = -1
    max_retry_duration = "3600s"
    min_backoff        = "10s"
    max_backoff        = "300s"
    max_doublings      = 5
  }

  stackdriver_logging_config {
    sampling_ratio = 1
  }
}

resource "google_cloud_scheduler_job" "sweep" {
  project          = var.project
  region           = var.service.region
  name             = "${var.name}-sweep"
  description      = "Nightshift finds due runs whose wake-up was lost."
  schedule         = var.sweep
  time_zone        = "Etc/UTC"
  attempt_deadline = "180s"

  # A missed sweep is made up for by the next one.
  retry_config {
    retry_count = 0
  }

  http_target {
    http_method = "POST"
    uri         = "${var.service.url}/"
    headers     = { "Content-Type" = "application/json" }
    body        = base64encode(jsonencode({ nightshift = { sweep = true } }))

    oidc_token {
      service_account_email = local.wake
      audience              = var.service.url
    }
  }

  depends_on = [google_cloud_run_v2_service_iam_member.wake]
}

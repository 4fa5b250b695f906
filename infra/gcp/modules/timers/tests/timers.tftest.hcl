mock_provider "google" {}

variables {
  project = "shop-prod"
  name    = "nightshift"
  service = {
    name    = "nightshift"
    region  = "europe-west1"
    url     = "https://nightshift-123456789012.europe-west1.run.app"
    account = "nightshift@shop-prod.iam.gserviceaccount.com"
  }
  roles = {
    timers = "projects/shop-prod/roles/nightshift_timers"
    wake   = "projects/shop-prod/roles/nightshift_wake"
  }
}

run "sweeps_each_minute_with_a_token" {
  assert {
    condition     = google_cloud_scheduler_job.sweep.schedule == "* * * * *"
    error_message = "the sweep does not come each minute"
  }
  assert {
    condition     = base64decode(google_cloud_scheduler_job.sweep.http_target[0].body) == "{\"nightshift\":{\"sweep\":true}}"
    error_message = "the function does not know this order"
  }
  assert {
    condition = (
      google_cloud_scheduler_job.sweep.http_target[0].oidc_token[0].audience == var.service.url
      && google_cloud_scheduler_job.sweep.http_target[0].oidc_token[0].service_account_email == "nightshift-wake@shop-prod.iam.gserviceaccount.com"
    )
    error_message = "Cloud Run refuses a call without a token for its URL"
  }
}

run "repeats_wake_ups_and_lets_only_the_function_set_them" {
  assert {
    condition     = google_cloud_tasks_queue.this.retry_config[0].max_attempts == -1 && google_cloud_tasks_queue.this.retry_config[0].max_retry_duration == "3600s"
    error_message = "a wake-up that fails is not repeated for an hour"
  }
  assert {
    condition = (
      google_cloud_tasks_queue_iam_member.function.role == var.roles["timers"]
      && google_service_account_iam_member.function.role == var.roles["wake"]
      && google_service_account_iam_member.function.member == "serviceAccount:${var.service.account}"
    )
    error_message = "the function cannot set wake-ups"
  }
  assert {
    condition     = google_cloud_run_v2_service_iam_member.wake.role == "roles/run.invoker"
    error_message = "the wake account cannot call the function"
  }
}

run "refuses_a_name_too_long_for_an_account" {
  command = plan
  variables {
    name  = "nightshift-for-the-whole-company"
    roles = {}
  }
  expect_failures = [var.name, var.roles]
}

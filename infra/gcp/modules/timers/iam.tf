# The function sets wake-ups: tasks in this queue that act as the wake account.
resource "google_cloud_tasks_queue_iam_member" "function" {
  project  = var.project
  location = google_cloud_tasks_queue.this.location
  name     = google_cloud_tasks_queue.this.name
  role     = var.roles["timers"]
  member   = "serviceAccount:${var.service.account}"
}

resource "google_service_account_iam_member" "function" {
  service_account_id = "projects/${var.project}/serviceAccounts/${local.wake}"
  role               = var.roles["wake"]
  member             = "serviceAccount:${var.service.account}"
}

resource "google_cloud_run_v2_service_iam_member" "wake" {
  project  = var.project
  location = var.service.region
  name     = var.service.name
  role     = "roles/run.invoker"
  member   = "serviceAccount:${local.wake}"
}

output "queue" {
  description = "For NIGHTSHIFT_TASK_QUEUE."
  value       = "projects/${var.project}/locations/${google_cloud_tasks_queue.this.location}/queues/${google_cloud_tasks_queue.this.name}"
  depends_on  = [google_cloud_tasks_queue_iam_member.function, google_service_account_iam_member.function]
}

output "wake_account" {
  description = "For NIGHTSHIFT_WAKE_ACCOUNT."
  value       = local.wake
}

output "sweep_job" {
  description = "The name of the sweep's job, for alerts."
  value       = google_cloud_scheduler_job.sweep.name
}

output "job" {
  description = "The id of the job, for a schedule."
  value       = google_cloud_run_v2_job.this.id
}

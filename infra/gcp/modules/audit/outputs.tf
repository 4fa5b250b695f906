output "bucket" {
  description = "The name of the log bucket, for queries of its log."
  value       = google_logging_project_bucket_config.this.bucket_id
}

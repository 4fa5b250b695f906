output "bucket" {
  description = "For `bucket` of the backend gcs."
  value       = google_storage_bucket.this.name
}

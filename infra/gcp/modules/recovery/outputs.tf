output "replica" {
  description = "The name of the replica."
  value       = google_sql_database_instance.replica.name
}

output "exports" {
  description = "The bucket of the exports."
  value       = google_storage_bucket.exports.name
}

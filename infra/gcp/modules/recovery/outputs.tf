output "replica" {
  description = "The name of the replica."
  value       = google_sql_database_instance.replica.name
}

output "address" {
  description = "The private address of the replica."
  value       = google_sql_database_instance.replica.private_ip_address
}

output "exports" {
  description = "The bucket of the exports."
  value       = google_storage_bucket.exports.name
}

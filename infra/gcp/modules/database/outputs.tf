output "name" {
  description = "The name of the instance."
  value       = google_sql_database_instance.this.name
}

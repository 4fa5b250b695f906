output "name" {
  description = "The secret, projects/PROJECT/secrets/NAME, for those who read it."
  value       = google_secret_manager_secret.this[var.name].id
}

output "pending" {
  description = "Its companion, which nobody but the rotation reads."
  value       = google_secret_manager_secret.this["${var.name}-pending"].id
}

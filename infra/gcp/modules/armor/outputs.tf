output "id" {
  description = "The policy's id, for a backend service."
  value       = google_compute_security_policy.this.id
}

output "name" {
  description = "The policy's name, as rules of Nightshift name it (gce:security-policy)."
  value       = google_compute_security_policy.this.name
}

output "perimeter" {
  description = "The perimeter's name; null without one."
  value       = one(google_access_context_manager_service_perimeter.this[*].name)
}

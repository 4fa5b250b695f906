output "enabled" {
  description = "The enabled APIs; name this output in depends_on of what needs them."
  value       = [for service in google_project_service.this : service.service]
}

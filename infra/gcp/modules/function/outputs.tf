output "service" {
  description = "What the modules timers, intake and alerts need to know of the function."
  value = {
    name    = google_cloud_run_v2_service.this.name
    region  = google_cloud_run_v2_service.this.location
    url     = local.url
    account = local.email
  }
}

output "roles" {
  description = "The custom roles of the function's own parts by name: ledger, timers, wake, dead_letters, and secret and update where the policy needs them."
  value       = local.roles
}

output "environment" {
  description = "The variables that the function gets."
  value       = local.environment
}

output "permissions" {
  description = "What the custom roles allow, by name and project."
  value = merge(
    { for name, role in google_project_iam_custom_role.own : name => role.permissions },
    { for name, role in google_project_iam_custom_role.actions : name => role.permissions },
    { for project, role in google_project_iam_custom_role.tables : "billing_export ${project}" => role.permissions },
  )
}

output "unbound" {
  description = "Grants on resources that this module does not know, such as attestors: bind them where these resources are."
  value       = local.elsewhere
}

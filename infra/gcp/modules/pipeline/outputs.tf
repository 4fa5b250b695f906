output "provider" {
  description = "For `workload_identity_provider` of google-github-actions/auth."
  value       = "projects/${var.project_number}/locations/global/workloadIdentityPools/${google_iam_workload_identity_pool.this.workload_identity_pool_id}/providers/${google_iam_workload_identity_pool_provider.this.workload_identity_pool_provider_id}"
}

output "accounts" {
  description = "The e-mail addresses of the accounts that plan and apply."
  value       = { for name, account in google_service_account.this : name => account.email }
  depends_on  = [google_service_account_iam_member.token, google_project_iam_member.role]
}

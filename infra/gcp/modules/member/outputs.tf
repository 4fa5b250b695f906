output "service_account" {
  description = "The account, for NIGHTSHIFT_MEMBER_PROJECTS of the host."
  value       = google_service_account.this.email
  depends_on  = [google_project_iam_member.this, google_service_account_iam_member.host]
}

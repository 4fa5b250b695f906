output "target" {
  description = "For `targets` of a promotion and `acts_as` of the module function."
  value = {
    name    = google_cloud_run_v2_service.this.name
    account = "projects/${var.project}/serviceAccounts/${var.account}"
  }
  depends_on = [google_service_account_iam_member.nightshift]
}

output "names" {
  description = "By id the name that a variable of the function gets: the newest version."
  value       = { for id, secret in google_secret_manager_secret.this : id => "projects/${var.project}/secrets/${secret.secret_id}/versions/latest" }
  depends_on  = [google_secret_manager_secret_iam_member.reader]
}

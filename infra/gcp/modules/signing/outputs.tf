output "attestor" {
  description = "The attestor: for the pipeline, and for the promotion gate `attestation` with `by: binary-authorization`."
  value       = "projects/${var.project}/attestors/${google_binary_authorization_attestor.this.name}"
  depends_on  = [google_binary_authorization_policy.this]
}

output "note" {
  description = "The note on which attestations are written."
  value       = "projects/${var.project}/notes/${google_container_analysis_note.this.name}"
}

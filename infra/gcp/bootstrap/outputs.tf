output "bucket" {
  description = "For backend.tf of the environments."
  value       = module.state.bucket
}

output "registry" {
  description = "Where the pipeline pushes images."
  value       = "${google_artifact_registry_repository.images.location}-docker.pkg.dev/${var.project.id}/${google_artifact_registry_repository.images.repository_id}"
}

output "pipeline" {
  description = "For the pipeline's variables: the provider, and the accounts that plan and apply. The apply account needs its roles in each project that it applies to."
  value       = { provider = module.pipeline.provider, accounts = module.pipeline.accounts }
}

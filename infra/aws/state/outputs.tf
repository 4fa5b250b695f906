output "init" {
  description = "How an environment uses the bucket."
  value       = "terraform init -backend-config=bucket=${module.bucket["state"].name} -backend-config=region=${var.region}"
}

output "packages" {
  description = "The bucket of packages, for those that are too large to be uploaded directly."
  value       = module.bucket["packages"].name
}

output "pipeline" {
  description = "ARNs of the roles that plan and that apply: the variables AWS_PLAN_ROLE and AWS_APPLY_ROLE of the workflows; null without pipelines."
  value       = one([for pipeline in module.pipeline : pipeline.roles])
}

output "init" {
  description = "How an environment uses the bucket."
  value       = "terraform init -backend-config=bucket=${module.bucket["state"].name} -backend-config=region=${var.region}"
}

output "packages" {
  description = "The bucket of packages, for those that are too large to be uploaded directly."
  value       = module.bucket["packages"].name
}

output "init" {
  description = "How an environment uses the bucket."
  value       = "terraform init -backend-config=bucket=${module.bucket.name} -backend-config=region=${var.region}"
}

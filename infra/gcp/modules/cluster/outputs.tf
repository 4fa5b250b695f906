output "name" {
  description = "The cluster's name, for the module watch."
  value       = google_container_cluster.this.name
}

output "workload_pool" {
  description = "The pool of workload identity: serviceAccount:POOL[NAMESPACE/ACCOUNT]."
  value       = "${var.project}.svc.id.goog"
}

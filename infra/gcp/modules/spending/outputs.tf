output "topic" {
  description = "The topic of the budgets."
  value       = local.topic
}

output "dataset" {
  description = "The data set for the billing export."
  value       = google_bigquery_dataset.this.dataset_id
}

output "policy" {
  description = "The rules that answer, as a policy of Nightshift; `tickets` is the hook that opens tickets."
  value       = templatefile("${path.module}/rules/costs.yaml", { tickets = "tickets" })
}

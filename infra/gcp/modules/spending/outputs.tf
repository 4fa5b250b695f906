output "topic" {
  description = "The topic of the budgets: an existing topic of the module intake."
  value       = google_pubsub_topic.this.id
}

output "dataset" {
  description = "The data set for the billing export."
  value       = google_bigquery_dataset.this.dataset_id
}

output "policy" {
  description = "The rules that answer, as a policy of Nightshift; `tickets` is the hook that opens tickets."
  value       = templatefile("${path.module}/rules/costs.yaml", { tickets = "tickets" })
}

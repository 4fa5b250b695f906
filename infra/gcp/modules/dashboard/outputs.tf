output "body" {
  description = "The dashboard as JSON."
  value       = google_monitoring_dashboard.this.dashboard_json
}

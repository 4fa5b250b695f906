output "address" {
  description = "Where the DNS record of the host points to."
  value       = google_compute_global_address.this.address
  depends_on  = [google_compute_global_forwarding_rule.this]
}

output "host" {
  description = "The host name, for the uptime check."
  value       = var.host
}

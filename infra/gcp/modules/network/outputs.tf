output "network" {
  description = "The network's id; databases and caches in it wait for the private access."
  value       = google_compute_network.this.id

  depends_on = [google_service_networking_connection.this]
}

output "subnets" {
  description = "Names of the subnets by region."
  value       = { for region, subnet in google_compute_subnetwork.this : region => subnet.name }
}

output "address" {
  description = "The address to which the domains' records point."
  value       = google_compute_global_address.this.address
}

output "redirect" {
  description = "The id of the URL map that redirects: the `url-map` of the action redirect-to-https."
  value       = google_compute_url_map.redirect.id
}

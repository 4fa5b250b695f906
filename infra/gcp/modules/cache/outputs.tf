output "host" {
  description = "Where clients write, by TLS."
  value       = google_redis_instance.this.host
}

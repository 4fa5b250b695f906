output "url" {
  description = "What the names of images begin with."
  value       = "${var.location}-docker.pkg.dev/${var.project}/${var.name}"
}

# An API stays enabled when Terraform no longer names it: others in the project may use it.
resource "google_project_service" "this" {
  for_each = var.services

  project            = var.project
  service            = each.key
  disable_on_destroy = false
}

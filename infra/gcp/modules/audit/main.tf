# Who read or changed Nightshift's own data, and its log: both outlive the project's default of 30 days.
resource "google_project_iam_audit_config" "this" {
  for_each = var.services

  project = var.project
  service = each.key

  dynamic "audit_log_config" {
    for_each = each.value
    content {
      log_type         = audit_log_config.value
      exempted_members = contains(["DATA_READ", "DATA_WRITE"], audit_log_config.value) ? var.exempted : []
    }
  }
}

resource "google_logging_project_bucket_config" "this" {
  project          = var.project
  location         = var.location
  bucket_id        = var.name
  description      = "The log of Nightshift and the audit logs of its data."
  retention_days   = var.retention_days
  locked           = var.locked
  enable_analytics = true

  dynamic "cmek_settings" {
    for_each = var.kms_key[*]
    content {
      kms_key_name = cmek_settings.value
    }
  }
}

# A bucket of the same project needs no right of the writer's.
resource "google_logging_project_sink" "this" {
  project                = var.project
  name                   = "${var.name}-kept"
  description            = "Nightshift: what is kept for ${var.retention_days} days."
  destination            = "logging.googleapis.com/projects/${var.project}/locations/${var.location}/buckets/${google_logging_project_bucket_config.this.bucket_id}"
  unique_writer_identity = true
  filter = join(" OR ", concat(
    ["(logName:\"cloudaudit.googleapis.com\" AND protoPayload.serviceName=(${join(" OR ", [for service in sort(keys(var.services)) : "\"${service}\""])}))"],
    [for service in sort(var.functions) : "(resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${service}\")"],
  ))
}

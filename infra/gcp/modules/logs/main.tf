locals {
  bucket = "projects/${var.project}/locations/${var.location}/buckets/${google_logging_project_bucket_config.this.bucket_id}"
}

resource "google_logging_project_bucket_config" "this" {
  project          = var.project
  location         = var.location
  bucket_id        = var.name
  description      = "Logs of ${join(", ", sort(tolist(var.projects)))}."
  retention_days   = var.retention_days
  locked           = var.locked
  enable_analytics = true
}

resource "google_logging_project_sink" "this" {
  for_each = var.projects

  project                = each.key
  name                   = "${var.name}-central"
  description            = "Lines that are kept in ${var.project}."
  destination            = "logging.googleapis.com/${local.bucket}"
  filter                 = var.filter
  unique_writer_identity = true

  # Health checks are most of the lines, and say nothing.
  exclusions {
    name   = "health"
    filter = "httpRequest.requestUrl=~\"/health$\" AND httpRequest.status=200"
  }
}

resource "google_project_iam_member" "writer" {
  for_each = { for project, sink in google_logging_project_sink.this : project => sink if project != var.project }

  project = var.project
  role    = "roles/logging.bucketWriter"
  member  = each.value.writer_identity

  condition {
    title       = "only-this-bucket"
    description = "The sink of ${each.key} writes into one bucket."
    expression  = "resource.name.endsWith('locations/${var.location}/buckets/${var.name}')"
  }
}

resource "google_logging_log_view" "this" {
  for_each = var.views

  name        = each.key
  bucket      = local.bucket
  description = "Lines of ${each.key}."
  filter      = each.value
}

resource "google_logging_metric" "this" {
  for_each = var.counts

  project     = var.project
  name        = "${var.name}/${each.key}"
  description = "Lines that are counted: ${each.key}."
  filter      = each.value

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }
}

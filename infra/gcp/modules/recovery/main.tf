# A replica until the first region is lost: without a master it is promoted, and never becomes a replica again.
resource "google_sql_database_instance" "replica" {
  project              = var.project
  region               = var.region
  name                 = "${var.database.name}-${var.region}"
  database_version     = var.database.engine
  master_instance_name = var.lost ? null : var.database.name
  instance_type        = var.lost ? "CLOUD_SQL_INSTANCE" : "READ_REPLICA_INSTANCE"
  encryption_key_name  = var.kms_key
  deletion_protection  = true

  settings {
    tier                        = var.database.tier
    edition                     = var.database.edition
    availability_type           = var.lost ? "REGIONAL" : "ZONAL"
    disk_type                   = "PD_SSD"
    deletion_protection_enabled = true
    user_labels                 = var.labels

    # A replica has no backups of its own; a promoted database has nothing else.
    dynamic "backup_configuration" {
      for_each = var.lost ? [1] : []
      content {
        enabled                        = true
        point_in_time_recovery_enabled = true
        transaction_log_retention_days = 7
        backup_retention_settings {
          retained_backups = 35
        }
      }
    }

    ip_configuration {
      ipv4_enabled    = false
      private_network = var.network
      ssl_mode        = "ENCRYPTED_ONLY"
    }

    insights_config {
      query_insights_enabled = true
    }
  }

  lifecycle {
    ignore_changes = [
      settings[0].disk_size,
      settings[0].location_preference,
    ]
  }
}

resource "google_storage_bucket" "exports" {
  project                     = var.project
  name                        = "${var.project}-${var.database.name}-exports"
  location                    = var.exports_location
  storage_class               = "NEARLINE"
  force_destroy               = false
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  labels                      = var.labels

  # Each night's export replaces the one before, which stays as a version; what is deleted can be restored for a time.
  versioning {
    enabled = true
  }

  soft_delete_policy {
    retention_duration_seconds = var.restorable_days * 86400
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age        = var.kept_days
      with_state = "ARCHIVED"
    }
  }
}

resource "google_service_account" "exports" {
  project      = var.project
  account_id   = "${substr(var.database.name, 0, 20)}-exports"
  display_name = "Exports ${var.database.name}"
}

resource "google_project_iam_custom_role" "exports" {
  project     = var.project
  role_id     = "${replace(var.database.name, "-", "_")}_exports"
  title       = "Exports a database"
  permissions = ["cloudsql.instances.export", "cloudsql.instances.get"]
}

resource "google_project_iam_member" "exports" {
  project = var.project
  role    = google_project_iam_custom_role.exports.name
  member  = "serviceAccount:${google_service_account.exports.email}"

  condition {
    title      = "only-this-database"
    expression = "resource.name == 'projects/${var.project}/instances/${var.database.name}' && resource.service == 'sqladmin.googleapis.com'"
  }
}

# The database itself writes the export. Replacing an object needs the right to delete it; its version stays.
resource "google_storage_bucket_iam_member" "exports" {
  bucket = google_storage_bucket.exports.name
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${var.database.account}"
}

resource "google_cloud_scheduler_job" "exports" {
  project     = var.project
  region      = var.scheduler_region
  name        = "${var.database.name}-export"
  description = "Exports ${var.database.name} to ${google_storage_bucket.exports.name}, which keeps the versions."
  schedule    = var.schedule
  time_zone   = "Etc/UTC"

  retry_config {
    retry_count = 3
  }

  http_target {
    http_method = "POST"
    uri         = "https://sqladmin.googleapis.com/v1/projects/${var.project}/instances/${var.database.name}/export"
    headers     = { "Content-Type" = "application/json" }
    body = base64encode(jsonencode({
      exportContext = {
        kind      = "sql#exportContext"
        fileType  = "SQL"
        uri       = "gs://${google_storage_bucket.exports.name}/${var.database.schema}.sql.gz"
        databases = [var.database.schema]
        offload   = true
      }
    }))

    oauth_token {
      service_account_email = google_service_account.exports.email
    }
  }
}

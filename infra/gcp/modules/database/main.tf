# A Cloud SQL database that Nightshift may grow, stop, start and fail over. Terraform owns the rest.
resource "google_sql_database_instance" "this" {
  project             = var.project
  region              = var.region
  name                = var.name
  database_version    = var.engine
  encryption_key_name = var.kms_key
  deletion_protection = var.protect

  settings {
    tier                        = var.settings.tier
    edition                     = var.settings.edition
    availability_type           = "REGIONAL"
    disk_type                   = "PD_SSD"
    disk_size                   = var.settings.first_disk_gib
    disk_autoresize             = false
    deletion_protection_enabled = var.protect
    user_labels                 = var.labels

    backup_configuration {
      enabled                        = true
      point_in_time_recovery_enabled = true
      transaction_log_retention_days = 7
      backup_retention_settings {
        retained_backups = var.settings.backups
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

  # Without disk_size a plan after a growth deletes the database: a disk cannot be made smaller.
  lifecycle {
    ignore_changes = [
      settings[0].disk_size,
      settings[0].location_preference,
    ]
  }
}

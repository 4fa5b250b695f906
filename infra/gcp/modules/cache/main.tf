resource "google_redis_instance" "this" {
  project                 = var.project
  region                  = var.region
  name                    = var.name
  tier                    = "STANDARD_HA"
  memory_size_gb          = var.memory_gib
  redis_version           = var.engine
  replica_count           = var.replicas
  read_replicas_mode      = "READ_REPLICAS_ENABLED"
  auth_enabled            = true
  transit_encryption_mode = "SERVER_AUTHENTICATION"
  connect_mode            = "PRIVATE_SERVICE_ACCESS"
  authorized_network      = var.network
  customer_managed_key    = var.kms_key
  labels                  = var.labels

  persistence_config {
    persistence_mode    = "RDB"
    rdb_snapshot_period = "SIX_HOURS"
  }

  maintenance_policy {
    weekly_maintenance_window {
      day = "SUNDAY"
      start_time {
        hours   = 4
        minutes = 0
        seconds = 0
        nanos   = 0
      }
    }
  }
}

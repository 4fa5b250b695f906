# A secret that Nightshift rotates, and its companion with the value that is not published yet. Both begin without a version.
locals {
  secrets = { (var.name) = var.topic, "${var.name}-pending" = null }
}

resource "google_secret_manager_secret" "this" {
  for_each = local.secrets

  project             = var.project
  secret_id           = each.key
  labels              = var.labels
  deletion_protection = var.protect
  # A version that was destroyed by mistake can be restored for a week.
  version_destroy_ttl = "604800s"

  replication {
    user_managed {
      dynamic "replicas" {
        for_each = var.locations
        content {
          location = replicas.value

          dynamic "customer_managed_encryption" {
            for_each = lookup(var.kms_keys, replicas.value, null)[*]
            content {
              kms_key_name = customer_managed_encryption.value
            }
          }
        }
      }
    }
  }

  dynamic "topics" {
    for_each = each.value[*]
    content {
      name = topics.value
    }
  }

  # Secret Manager only reminds: SECRET_ROTATE goes to the topic.
  dynamic "rotation" {
    for_each = each.value[*]
    content {
      rotation_period    = "${var.rotation_days * 24 * 3600}s"
      next_rotation_time = timeadd(plantimestamp(), "${var.rotation_days * 24}h")
    }
  }

  # Secret Manager moves it on at each reminder; it is a new one in each plan.
  lifecycle {
    ignore_changes = [rotation[0].next_rotation_time]
  }
}

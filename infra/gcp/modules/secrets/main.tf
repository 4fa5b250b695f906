# Secrets that the environment of a function names. Their values are written once and are then nobody's but the rotation's:
# a first value is write-only, so it is in no plan and in no state.
resource "google_secret_manager_secret" "this" {
  for_each = var.secrets

  project             = var.project
  secret_id           = each.key
  labels              = var.labels
  deletion_protection = var.protect
  # A version that was destroyed by mistake can be restored for a week.
  version_destroy_ttl = "604800s"

  replication {
    user_managed {
      dynamic "replicas" {
        for_each = each.value.locations
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
}

resource "google_secret_manager_secret_version" "first" {
  for_each = { for id, secret in var.secrets : id => secret if secret.has_value }

  secret                 = google_secret_manager_secret.this[each.key].id
  secret_data_wo         = var.values[each.key]
  secret_data_wo_version = 1
  deletion_policy        = "DISABLE"

  # Whoever rotates the secret adds versions and disables this one.
  lifecycle {
    ignore_changes = [enabled, secret_data_wo_version]
  }
}

resource "google_secret_manager_secret_iam_member" "reader" {
  for_each = { for pair in setproduct(keys(var.secrets), keys(var.readers)) : "${pair[0]} ${pair[1]}" => { secret = pair[0], reader = var.readers[pair[1]] } }

  project   = var.project
  secret_id = google_secret_manager_secret.this[each.value.secret].secret_id
  role      = var.role
  member    = each.value.reader
}

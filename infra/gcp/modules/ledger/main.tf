# The ledger: one Firestore database for all functions of Nightshift, a prefix of collections for each.
locals {
  # The collections of io.nightshift.gcp.FirestoreDocuments, and their fields that no list needs (LedgerModuleTest compares them).
  collections = {
    runs    = ["body"]
    entries = ["body", "turn"]
    turns   = ["turn"]
    marks   = ["body"]
  }

  groups = merge([for prefix in var.prefixes : {
    for collection in keys(local.collections) : "${prefix}${collection}" => collection
  }]...)

  unindexed = merge([for group, collection in local.groups : {
    for field in local.collections[collection] : "${group}/${field}" => { group = group, field = field }
  }]...)
}

resource "google_firestore_database" "this" {
  project          = var.project
  name             = var.database
  location_id      = var.location
  type             = "FIRESTORE_NATIVE"
  database_edition = "STANDARD"

  # The ledger is the audit trail: every version of the last seven days can be read, and the database is not deleted by a plan.
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  delete_protection_state           = var.protect ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy                   = var.protect ? "ABANDON" : "DELETE"

  dynamic "cmek_config" {
    for_each = var.kms_key[*]
    content {
      kms_key_name = cmek_config.value
    }
  }
}

# Documents whose time has passed are deleted within about a day. The time grows with each document, so it has no index.
resource "google_firestore_field" "expiry" {
  for_each = local.groups

  project    = var.project
  database   = google_firestore_database.this.name
  collection = each.key
  field      = "expires"

  ttl_config {}
  index_config {}
}

resource "google_firestore_field" "unindexed" {
  for_each = local.unindexed

  project    = var.project
  database   = google_firestore_database.this.name
  collection = each.value.group
  field      = each.value.field

  index_config {}
}

resource "google_firestore_backup_schedule" "daily" {
  count = var.backup_days > 0 ? 1 : 0

  project   = var.project
  database  = google_firestore_database.this.name
  retention = "${var.backup_days * 86400}s"

  daily_recurrence {}
}

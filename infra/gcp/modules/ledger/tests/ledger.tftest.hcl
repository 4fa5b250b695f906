mock_provider "google" {}

variables {
  project  = "shop-prod"
  location = "europe-west1"
  prefixes = ["nightshift-", "promotion-"]
}

# For LedgerModuleTest: one prefix.
run "evaluated" {
  variables {
    prefixes = ["nightshift-"]
  }
  assert {
    condition     = length(google_firestore_field.expiry) == 4
    error_message = "a collection has no TTL"
  }
}

run "keeps_the_audit_trail" {
  assert {
    condition     = google_firestore_database.this.type == "FIRESTORE_NATIVE" && google_firestore_database.this.database_edition == "STANDARD"
    error_message = "the ledger needs native mode and the Standard edition"
  }
  assert {
    condition     = google_firestore_database.this.point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED"
    error_message = "no point-in-time recovery"
  }
  assert {
    condition     = google_firestore_database.this.delete_protection_state == "DELETE_PROTECTION_ENABLED" && google_firestore_database.this.deletion_policy == "ABANDON"
    error_message = "the database can be deleted"
  }
  assert {
    condition     = google_firestore_backup_schedule.daily[0].retention == "1209600s"
    error_message = "no daily backup for 14 days"
  }
}

run "lets_documents_of_every_prefix_expire" {
  assert {
    condition = toset(keys(google_firestore_field.expiry)) == toset([
      "nightshift-entries", "nightshift-marks", "nightshift-runs", "nightshift-turns",
      "promotion-entries", "promotion-marks", "promotion-runs", "promotion-turns",
    ])
    error_message = "a collection has no TTL"
  }
  assert {
    condition     = alltrue([for field in google_firestore_field.expiry : field.field == "expires" && length(field.ttl_config) == 1 && length(field.index_config[0].indexes) == 0])
    error_message = "expires needs a TTL and no index"
  }
  assert {
    condition     = contains(keys(google_firestore_field.unindexed), "promotion-entries/turn") && length(google_firestore_field.unindexed) == 10
    error_message = "a large field has an index"
  }
}

run "encrypts_with_a_key_of_yours" {
  variables {
    kms_key = "projects/shop-prod/locations/europe-west1/keyRings/nightshift/cryptoKeys/ledger"
  }
  assert {
    condition     = google_firestore_database.this.cmek_config[0].kms_key_name == var.kms_key
    error_message = "the key is not used"
  }
}

run "can_be_removed_on_purpose" {
  variables {
    protect     = false
    backup_days = 0
  }
  assert {
    condition     = google_firestore_database.this.deletion_policy == "DELETE" && length(google_firestore_backup_schedule.daily) == 0
    error_message = "an unprotected ledger must go with a destroy"
  }
}

run "refuses_what_firestore_refuses" {
  command = plan
  variables {
    database    = "X"
    prefixes    = ["1-"]
    backup_days = 99
  }
  expect_failures = [var.database, var.prefixes, var.backup_days]
}

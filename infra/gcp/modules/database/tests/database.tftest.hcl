mock_provider "google" {}

variables {
  project  = "shop-prod"
  region   = "europe-west1"
  name     = "orders-db"
  network  = "projects/shop-prod/global/networks/shop"
  settings = { tier = "db-custom-2-8192" }
  labels   = { nightshift = "on" }
}

run "is_protected_regional_private_and_backed_up" {
  assert {
    condition     = google_sql_database_instance.this.deletion_protection && google_sql_database_instance.this.settings[0].deletion_protection_enabled
    error_message = "the database can be deleted"
  }
  assert {
    condition     = google_sql_database_instance.this.settings[0].availability_type == "REGIONAL" && !google_sql_database_instance.this.settings[0].ip_configuration[0].ipv4_enabled
    error_message = "the database has no standby, or a public address"
  }
  assert {
    condition     = google_sql_database_instance.this.settings[0].backup_configuration[0].point_in_time_recovery_enabled && google_sql_database_instance.this.settings[0].user_labels.nightshift == "on"
    error_message = "no point-in-time recovery, or no label"
  }
}

run "leaves_a_grown_disk_alone" {
  variables {
    settings = { tier = "db-custom-2-8192", first_disk_gib = 500 }
  }
  assert {
    condition     = google_sql_database_instance.this.settings[0].disk_size == 20
    error_message = "an apply would change the disk, or delete the database"
  }
}

run "encrypts_with_a_key_of_yours" {
  variables {
    kms_key = "projects/shop-prod/locations/europe-west1/keyRings/shop/cryptoKeys/sql"
  }
  assert {
    condition     = google_sql_database_instance.this.encryption_key_name == var.kms_key
    error_message = "the key is not used"
  }
}

run "refuses_a_disk_that_cloud_sql_refuses" {
  command = plan
  variables {
    settings = { tier = "db-custom-2-8192", first_disk_gib = 5 }
  }
  expect_failures = [var.settings]
}

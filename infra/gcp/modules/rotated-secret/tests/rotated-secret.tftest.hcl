mock_provider "google" {}

variables {
  project   = "shop-prod"
  name      = "shop-db"
  topic     = "projects/shop-prod/topics/rotation-rotations"
  locations = ["europe-west1", "europe-west4"]
  kms_keys  = { europe-west1 = "projects/shop-prod/locations/europe-west1/keyRings/nightshift/cryptoKeys/secrets" }
  labels    = { app = "shop" }
}

run "reminds_nightshift_of_the_secret_and_not_of_its_companion" {
  assert {
    condition     = google_secret_manager_secret.this["shop-db"].topics[0].name == var.topic && google_secret_manager_secret.this["shop-db"].rotation[0].rotation_period == "2592000s"
    error_message = "nothing rotates the secret"
  }
  assert {
    condition     = length(google_secret_manager_secret.this["shop-db-pending"].topics) == 0 && length(google_secret_manager_secret.this["shop-db-pending"].rotation) == 0
    error_message = "the rotation starts itself by its own pending value"
  }
}

run "protects_and_encrypts_both" {
  assert {
    condition = length(google_secret_manager_secret.this) == 2 && alltrue([for secret in google_secret_manager_secret.this :
    secret.deletion_protection && secret.version_destroy_ttl == "604800s" && secret.labels.app == "shop" && secret.replication[0].user_managed[0].replicas[0].customer_managed_encryption[0].kms_key_name == var.kms_keys["europe-west1"]])
    error_message = "a secret can be deleted, has no label, or is not encrypted with the key"
  }
}

run "refuses_what_cannot_be_rotated" {
  command = plan
  variables {
    name          = "shop-db-pending"
    topic         = "rotation-rotations"
    locations     = []
    rotation_days = 0.5
  }
  expect_failures = [var.name, var.topic, var.locations, var.rotation_days]
}

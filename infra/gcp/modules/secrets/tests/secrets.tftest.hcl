mock_provider "google" {
  mock_resource "google_secret_manager_secret" {
    defaults = { id = "projects/shop-prod/secrets/intake-token" }
  }
}

variables {
  project = "shop-prod"
  secrets = {
    intake-token    = { locations = ["europe-west1"], has_value = true }
    approval-secret = { locations = ["europe-west1", "europe-west4"] }
  }
  values   = { intake-token = "canary-5a1f" }
  readers  = { nightshift = "serviceAccount:nightshift@shop-prod.iam.gserviceaccount.com" }
  kms_keys = { europe-west1 = "projects/shop-prod/locations/europe-west1/keyRings/nightshift/cryptoKeys/secrets" }
  labels   = { app = "nightshift" }
}

run "protects_and_encrypts" {
  assert {
    condition = alltrue([for secret in google_secret_manager_secret.this :
    secret.deletion_protection && secret.version_destroy_ttl == "604800s" && secret.labels.app == "nightshift"])
    error_message = "a secret can be deleted, or has no label"
  }
  assert {
    condition     = google_secret_manager_secret.this["intake-token"].replication[0].user_managed[0].replicas[0].customer_managed_encryption[0].kms_key_name == var.kms_keys["europe-west1"]
    error_message = "the key is not used"
  }
}

run "writes_a_first_value_without_keeping_it" {
  assert {
    condition     = keys(google_secret_manager_secret_version.first) == ["intake-token"] && google_secret_manager_secret_version.first["intake-token"].secret_data_wo_version == 1
    error_message = "a value is missing, or one that nobody gave is written"
  }
  assert {
    condition     = google_secret_manager_secret_version.first["intake-token"].secret_data_wo == null && google_secret_manager_secret_version.first["intake-token"].secret_data == null
    error_message = "the value is in the state"
  }
}

run "lets_only_the_function_read" {
  assert {
    condition     = toset([for member in google_secret_manager_secret_iam_member.reader : member.member]) == toset(values(var.readers)) && length(google_secret_manager_secret_iam_member.reader) == 2
    error_message = "somebody else reads, or the function does not"
  }
  assert {
    condition     = output.names["approval-secret"] == "projects/shop-prod/secrets/approval-secret/versions/latest"
    error_message = "the function does not take this name"
  }
}

run "refuses_a_secret_that_is_nowhere" {
  command = plan
  variables {
    secrets = { nowhere = { locations = [] } }
    values  = {}
  }
  expect_failures = [var.secrets]
}

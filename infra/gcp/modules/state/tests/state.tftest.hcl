mock_provider "google" {}

variables {
  project  = "shop-ops"
  name     = "shop-nightshift-state"
  location = "EU"
  writers  = { pipeline = "serviceAccount:pipeline@shop-ops.iam.gserviceaccount.com" }
}

run "keeps_every_state_and_shows_it_to_nobody" {
  assert {
    condition     = google_storage_bucket.this.versioning[0].enabled && google_storage_bucket.this.soft_delete_policy[0].retention_duration_seconds == 2592000 && !google_storage_bucket.this.force_destroy
    error_message = "a state can be lost"
  }
  assert {
    condition     = google_storage_bucket.this.public_access_prevention == "enforced" && google_storage_bucket.this.uniform_bucket_level_access
    error_message = "the bucket can be opened to the public"
  }
  assert {
    condition     = [for writer in google_storage_bucket_iam_member.writer : writer.member] == ["serviceAccount:pipeline@shop-ops.iam.gserviceaccount.com"]
    error_message = "the pipeline cannot write, or somebody else can"
  }
}

run "encrypts_with_a_key_of_yours" {
  variables {
    kms_key = "projects/shop-ops/locations/eu/keyRings/state/cryptoKeys/state"
  }
  assert {
    condition     = google_storage_bucket.this.encryption[0].default_kms_key_name == var.kms_key
    error_message = "the key is not used"
  }
}

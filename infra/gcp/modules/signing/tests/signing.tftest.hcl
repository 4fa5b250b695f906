mock_provider "google" {}

variables {
  project = "shop-prod"
  keys    = { "//cloudkms.googleapis.com/v1/projects/shop-prod/locations/global/keyRings/nightshift/cryptoKeys/images/cryptoKeyVersions/1" = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n" }
}

run "logs_first" {
  assert {
    condition = (
      google_binary_authorization_policy.this.default_admission_rule[0].evaluation_mode == "REQUIRE_ATTESTATION"
      && google_binary_authorization_policy.this.default_admission_rule[0].enforcement_mode == "DRYRUN_AUDIT_LOG_ONLY"
      && google_binary_authorization_policy.this.default_admission_rule[0].require_attestations_by == toset(["projects/shop-prod/attestors/nightshift"])
    )
    error_message = "the policy of the whole project changed without a decision"
  }
}

run "enforces_if_told_so" {
  variables {
    enforced     = true
    other_images = ["europe-docker.pkg.dev/shop-prod/shop/*"]
  }
  assert {
    condition     = google_binary_authorization_policy.this.default_admission_rule[0].enforcement_mode == "ENFORCED_BLOCK_AND_AUDIT_LOG" && length(google_binary_authorization_policy.this.admission_whitelist_patterns) == 1
    error_message = "an image without an attestation starts"
  }
}

run "refuses_a_private_key" {
  command = plan
  variables {
    keys = { "1" = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" }
  }
  expect_failures = [var.keys]
}

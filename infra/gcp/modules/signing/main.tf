# Binary Authorization: Cloud Run starts only images that the pipeline attested. There is one policy in a project.
resource "google_container_analysis_note" "this" {
  project           = var.project
  name              = var.name
  short_description = "Nightshift's pipeline built and checked the image."

  attestation_authority {
    hint {
      human_readable_name = "Nightshift's pipeline"
    }
  }
}

resource "google_binary_authorization_attestor" "this" {
  project     = var.project
  name        = var.name
  description = "Images that Nightshift's pipeline signed."

  attestation_authority_note {
    note_reference = google_container_analysis_note.this.name

    dynamic "public_keys" {
      for_each = var.keys
      content {
        id      = public_keys.key
        comment = "signs images of Nightshift"
        pkix_public_key {
          public_key_pem      = public_keys.value
          signature_algorithm = "ECDSA_P256_SHA256"
        }
      }
    }
  }
}

resource "google_binary_authorization_policy" "this" {
  project                       = var.project
  description                   = "Images are attested by ${var.name}."
  global_policy_evaluation_mode = "ENABLE"

  default_admission_rule {
    evaluation_mode         = "REQUIRE_ATTESTATION"
    enforcement_mode        = var.enforced ? "ENFORCED_BLOCK_AND_AUDIT_LOG" : "DRYRUN_AUDIT_LOG_ONLY"
    require_attestations_by = ["projects/${var.project}/attestors/${google_binary_authorization_attestor.this.name}"]
  }

  dynamic "admission_whitelist_patterns" {
    for_each = var.other_images
    content {
      name_pattern = admission_whitelist_patterns.value
    }
  }
}

mock_provider "google" {}

variables {
  project  = "shop-prod"
  location = "europe-west1"
  name     = "shop"
  writers  = { pipeline = "serviceAccount:pipeline@shop-prod.iam.gserviceaccount.com" }
}

run "tags_stay_and_images_are_scanned" {
  command = apply

  assert {
    condition     = google_artifact_registry_repository.this.docker_config[0].immutable_tags && google_artifact_registry_repository.this.vulnerability_scanning_config[0].enablement_config == "INHERITED"
    error_message = "a tag can be moved, or images are not scanned"
  }
  assert {
    condition     = one(google_artifact_registry_repository.this.cleanup_policies).condition[0].tag_state == "UNTAGGED" && length(google_pubsub_topic.pushes) == 0
    error_message = "a version to which a promotion rolls back is deleted, or the topic is made twice"
  }
}

run "rejects_people_as_writers" {
  command = plan
  variables { writers = { alice = "user:alice@example.com" } }
  expect_failures = [var.writers]
}

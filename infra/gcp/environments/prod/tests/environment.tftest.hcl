# What Terraform makes of this environment, for tests in Java: GoogleIntakeFiltersTest, GoogleRolesTest (infra/testing/evaluated).
mock_provider "google" {
  mock_resource "google_logging_project_sink" {
    defaults = { writer_identity = "serviceAccount:service-123456789012@gcp-sa-logging.iam.gserviceaccount.com" }
  }
}

run "evaluated" {
  assert {
    condition     = output.services["nightshift"].url == "https://nightshift-123456789012.europe-west1.run.app"
    error_message = "the function is not where it thinks"
  }
  assert {
    condition     = var.protect && var.log_days >= 365 && var.ledger.backup_days >= 30
    error_message = "production can be deleted, or its log and backups are gone within a year and a month"
  }
  assert {
    condition     = contains(keys(output.doors), "promotion") && output.topics["rotation"]["rotations"] == "projects/shop-prod/topics/rotation-rotations"
    error_message = "nobody learns the door's address or the topic of rotated secrets"
  }
  assert {
    condition     = alltrue([for grants in values(output.unbound) : length(grants) == 0])
    error_message = "a right of the policy is granted nowhere"
  }
}

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
    condition     = alltrue([for grants in values(output.unbound) : length(grants) == 0])
    error_message = "a right of the policy is granted nowhere"
  }
}

mock_provider "google" {}

variables {
  project = "shop-prod"
}

run "keeps_apis_that_others_use" {
  assert {
    condition     = alltrue([for api in google_project_service.this : api.disable_on_destroy == false])
    error_message = "destroy would disable an API for the whole project"
  }
  assert {
    condition     = contains(keys(google_project_service.this), "run.googleapis.com")
    error_message = "Cloud Run is not enabled"
  }
}

run "refuses_what_is_no_api" {
  command = plan
  variables {
    services = ["run"]
  }
  expect_failures = [var.services]
}

mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = {
      email = "nightshift-pipeline-plan@shop-prod.iam.gserviceaccount.com"
      name  = "projects/shop-prod/serviceAccounts/nightshift-pipeline-plan@shop-prod.iam.gserviceaccount.com"
    }
  }
}

variables {
  project        = "shop-prod"
  project_number = "123456789012"
  repository     = "shop/nightshift"
  subjects = {
    plan  = ["repo:shop/nightshift:pull_request"]
    apply = ["repo:shop/nightshift:environment:google-prod"]
  }
}

run "takes_tokens_of_one_repository" {
  assert {
    condition     = google_iam_workload_identity_pool_provider.this.attribute_condition == "assertion.repository == \"shop/nightshift\""
    error_message = "every repository in the world could apply"
  }
  assert {
    condition     = endswith(google_service_account_iam_member.token["apply repo:shop/nightshift:environment:google-prod"].member, "/subject/repo:shop/nightshift:environment:google-prod")
    error_message = "a job without an approval could apply"
  }
}

run "reads_only_while_planning" {
  assert {
    condition     = toset([for key, member in google_project_iam_member.role : member.role if startswith(key, "plan ")]) == toset(["roles/viewer", "roles/iam.securityReviewer"])
    error_message = "a pull request could change the project"
  }
}

# infra/pause: a task in the queue of the wake-ups, by the wake account.
run "may_pause_nightshift_around_an_apply" {
  assert {
    condition     = length(setsubtract(["apply roles/cloudtasks.admin", "apply roles/iam.serviceAccountUser"], keys(google_project_iam_member.role))) == 0
    error_message = "an apply would write over what Nightshift does meanwhile"
  }
}

run "refuses_to_apply_for_a_pull_request" {
  command = plan
  variables {
    subjects   = { plan = [], apply = ["repo:shop/nightshift:pull_request"] }
    repository = "shop"
  }
  expect_failures = [var.subjects, var.repository]
}

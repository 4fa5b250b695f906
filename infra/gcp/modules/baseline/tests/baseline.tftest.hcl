mock_provider "google" {}

variables {
  project   = "shop-prod"
  number    = "365415247865"
  perimeter = { policy = "123456789" }
}

run "logs_every_access_and_denies_nothing_yet" {
  command = apply

  assert {
    condition     = google_project_iam_audit_config.this.service == "allServices" && toset([for config in google_project_iam_audit_config.this.audit_log_config : config.log_type]) == toset(["ADMIN_READ", "DATA_READ", "DATA_WRITE"])
    error_message = "an access is not logged"
  }
  assert {
    condition     = google_access_context_manager_service_perimeter.this[0].use_explicit_dry_run_spec && length(google_access_context_manager_service_perimeter.this[0].status) == 0 && google_access_context_manager_service_perimeter.this[0].spec[0].resources == toset(["projects/365415247865"])
    error_message = "the perimeter denies at once, or has another project"
  }
}

run "denies_when_told_so_what_the_dry_run_denies" {
  command = apply
  variables { perimeter = { policy = "123456789", enforced = true } }

  assert {
    condition     = google_access_context_manager_service_perimeter.this[0].status[0].restricted_services == google_access_context_manager_service_perimeter.this[0].spec[0].restricted_services
    error_message = "what is enforced was not tried"
  }
}

run "rejects_an_id_for_a_number" {
  command = plan
  variables {
    number    = "shop-prod"
    perimeter = { policy = "1", name = "shop-prod" }
  }
  expect_failures = [var.number, var.perimeter]
}

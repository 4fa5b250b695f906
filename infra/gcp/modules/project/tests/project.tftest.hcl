mock_provider "google" {
  mock_resource "google_logging_project_sink" {
    defaults = { writer_identity = "serviceAccount:service-123456789012@gcp-sa-logging.iam.gserviceaccount.com" }
  }
}

variables {
  project = { id = "shop-prod", number = "123456789012" }
  region  = "europe-west1"
  emails  = ["sre@example.com"]
  functions = {
    nightshift = {
      image   = "europe-west1-docker.pkg.dev/shop-ops/nightshift/remediation@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      policy  = "version: 1"
      sources = ["alarms"]
      grants = [
        { on = "projects/shop-prod", role = { title = "Nightshift: ledger", stage = "GA", includedPermissions = ["datastore.entities.get"] } },
        { on = "QUEUE", role = { title = "Nightshift: timers", stage = "GA", includedPermissions = ["cloudtasks.tasks.create"] } },
        { on = "ACCOUNT", role = { title = "Nightshift: wake", stage = "GA", includedPermissions = ["iam.serviceAccounts.actAs"] } },
        { on = "TOPIC", role = { title = "Nightshift: dead letters", stage = "GA", includedPermissions = ["pubsub.topics.publish"] } },
      ]
    }
  }
}

run "shares_one_ledger_and_keeps_the_log" {
  assert {
    condition     = output.database == "nightshift" && module.audit.bucket == "nightshift"
    error_message = "the ledger or the kept log is missing"
  }
  assert {
    condition     = output.functions["nightshift"].service.url == "https://nightshift-123456789012.europe-west1.run.app"
    error_message = "a function is missing"
  }
}

run "refuses_to_do_nothing" {
  command = plan
  variables {
    functions = {}
  }
  expect_failures = [var.functions]
}

mock_provider "google" {
  mock_resource "google_logging_project_sink" {
    defaults = { writer_identity = "serviceAccount:service-123456789012@gcp-sa-logging.iam.gserviceaccount.com" }
  }
}

variables {
  project  = { id = "shop-prod", number = "123456789012" }
  region   = "europe-west1"
  name     = "nightshift"
  image    = "europe-west1-docker.pkg.dev/shop-ops/nightshift/remediation@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  policy   = "version: 1"
  database = "nightshift"
  sources  = ["alarms", "audit", "logs"]
  emails   = ["sre@example.com"]
  grants = [
    { on = "projects/shop-prod", role = { title = "Nightshift: ledger", stage = "GA", includedPermissions = ["datastore.entities.get"] } },
    { on = "QUEUE", role = { title = "Nightshift: timers", stage = "GA", includedPermissions = ["cloudtasks.tasks.create"] } },
    { on = "ACCOUNT", role = { title = "Nightshift: wake", stage = "GA", includedPermissions = ["iam.serviceAccounts.actAs"] } },
    { on = "TOPIC", role = { title = "Nightshift: dead letters", stage = "GA", includedPermissions = ["pubsub.topics.publish"] } },
  ]
}

run "names_in_the_environment_what_the_other_modules_make" {
  assert {
    condition     = module.function.environment["NIGHTSHIFT_TASK_QUEUE"] == module.timers.queue
    error_message = "the function sets its wake-ups in another queue"
  }
  assert {
    condition     = module.function.environment["NIGHTSHIFT_DEAD_LETTER_TOPIC"] == module.intake.dead_letters.topic
    error_message = "the function keeps its dead letters elsewhere"
  }
  assert {
    condition     = module.function.environment["NIGHTSHIFT_FIRESTORE_PREFIX"] == "nightshift-"
    error_message = "two functions would share a ledger"
  }
}

run "has_a_door_if_told_so" {
  variables {
    door = {
      host        = "nightshift.example.com"
      environment = { NIGHTSHIFT_INTAKE_TOKEN = "projects/shop-prod/secrets/intake/versions/latest" }
    }
  }
  assert {
    condition     = contains(module.alerts.policies, "nightshift: the door does not answer") && length(module.door) == 1
    error_message = "the door is missing, or not watched"
  }
}

run "members_are_told_and_log_sinks_trusted" {
  command = plan
  variables {
    members    = [{ project = "shop-test", service_account = "nightshift-member@shop-test.iam.gserviceaccount.com", subscriptions = ["projects/shop-prod/subscriptions/shop-test-alarms"] }]
    publishers = { logs = ["serviceAccount:anybody@elsewhere.iam.gserviceaccount.com"] }
  }
  assert {
    condition     = jsondecode(module.function.environment["NIGHTSHIFT_MEMBER_PROJECTS"]) == [{ project = "shop-test", serviceAccount = "nightshift-member@shop-test.iam.gserviceaccount.com", subscriptions = ["projects/shop-prod/subscriptions/shop-test-alarms"] }]
    error_message = "the function does not know the member"
  }
  assert {
    condition     = module.function.environment["NIGHTSHIFT_SINK_SUBSCRIPTIONS"] == "projects/shop-prod/subscriptions/nightshift-audit" && module.intake.subscriptions["audit"] == "nightshift-audit"
    error_message = "a topic that others write to speaks for members, or the sink's does not"
  }
}

run "a_member_speaks_by_a_topic_of_its_own" {
  command = plan
  variables {
    members = [{ project = "shop-test", service_account = "nightshift-member@shop-test.iam.gserviceaccount.com", number = "210987654321", sources = ["alarms"] }]
  }
  assert {
    condition     = jsondecode(module.function.environment["NIGHTSHIFT_MEMBER_PROJECTS"])[0].subscriptions == ["projects/shop-prod/subscriptions/nightshift-alarms-shop-test"] && module.intake.subscriptions["alarms-shop-test"] == "nightshift-alarms-shop-test"
    error_message = "the function does not trust the member's subscription"
  }
  assert {
    condition     = output.member_topics == { alarms-shop-test = "projects/shop-prod/topics/nightshift-alarms-shop-test" }
    error_message = "the member does not learn its topic"
  }
}

run "without_members_nothing_speaks_for_another_project" {
  command = plan
  assert {
    condition     = length([for name in keys(module.function.environment) : name if strcontains(name, "MEMBER") || strcontains(name, "SINK")]) == 0
    error_message = "another project is trusted"
  }
}

run "refuses_a_member_without_an_account" {
  command = plan
  variables { members = [{ project = "shop-test", service_account = "allUsers" }] }
  expect_failures = [var.members]
}

run "refuses_a_long_name" {
  command = plan
  variables {
    name = "nightshift-for-the-whole-company"
  }
  expect_failures = [var.name]
}

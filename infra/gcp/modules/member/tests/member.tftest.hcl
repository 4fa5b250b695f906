mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = { name = "projects/shop-prod/serviceAccounts/nightshift-member@shop-prod.iam.gserviceaccount.com", email = "nightshift-member@shop-prod.iam.gserviceaccount.com", member = "serviceAccount:nightshift-member@shop-prod.iam.gserviceaccount.com" }
  }
  mock_resource "google_logging_project_sink" {
    defaults = { writer_identity = "serviceAccount:service-1@gcp-sa-logging.iam.gserviceaccount.com" }
  }
  mock_resource "google_project_iam_custom_role" {
    defaults = { id = "projects/shop-prod/roles/nightshift_member_member" }
  }
}

variables {
  project      = "shop-prod"
  host_account = "nightshift@ops-prod.iam.gserviceaccount.com"
  permissions  = ["run.services.update", "run.services.get"]
  sink         = { topic = "projects/ops-prod/topics/logs", filter = "severity>=ERROR" }
}

run "only_the_host_impersonates_an_account_with_these_permissions" {
  command = apply

  assert {
    condition     = google_service_account_iam_member.host.member == "serviceAccount:nightshift@ops-prod.iam.gserviceaccount.com" && google_service_account_iam_member.host.service_account_id == google_service_account.this.name
    error_message = "somebody else may impersonate the account"
  }
  assert {
    condition     = google_project_iam_custom_role.this.permissions == toset(["run.services.get", "run.services.update"]) && google_project_iam_member.this.role == google_project_iam_custom_role.this.id
    error_message = "the account has other permissions"
  }
  assert {
    condition     = google_logging_project_sink.this[0].unique_writer_identity && google_pubsub_topic_iam_member.sink[0].member == google_logging_project_sink.this[0].writer_identity
    error_message = "another identity than the sink's publishes"
  }
}

run "works_without_a_sink_of_its_own" {
  command = plan
  variables { sink = null }
  assert {
    condition     = length(google_logging_project_sink.this) == 0 && length(google_pubsub_topic_iam_member.sink) == 0
    error_message = "there is a sink that nobody asked for"
  }
}

run "rejects_a_person_as_the_host" {
  command = plan
  variables { host_account = "alice@example.com" }
  expect_failures = [var.host_account]
}

run "sends_alarms_and_pushes_to_the_host_if_told_so" {
  variables {
    alarms_topic = "projects/ops-prod/topics/nightshift-alarms-shop-prod"
    pushes       = { subscriber = "serviceAccount:nightshift-pipeline-apply@ops-prod.iam.gserviceaccount.com" }
  }
  assert {
    condition     = google_monitoring_notification_channel.alarms[0].labels.topic == var.alarms_topic && google_monitoring_notification_channel.alarms[0].type == "pubsub"
    error_message = "alarms go elsewhere"
  }
  assert {
    condition     = google_pubsub_topic.pushes[0].name == "gcr" && google_pubsub_topic_iam_member.pushes[0].member == var.pushes.subscriber && google_pubsub_topic_iam_member.pushes[0].role == "roles/pubsub.subscriber"
    error_message = "pushes reach nobody, or everybody"
  }
}

run "lets_the_host_impersonate_and_nothing_else" {
  assert {
    condition     = google_service_account_iam_member.host.role == "roles/iam.serviceAccountTokenCreator" && google_service_account_iam_member.host.member == "serviceAccount:${var.host_account}"
    error_message = "the host gets more than tokens, or somebody else does"
  }
}

run "refuses_everybody_and_what_is_no_topic" {
  command = plan
  variables {
    alarms_topic = "nightshift-alarms"
    pushes       = { subscriber = "allUsers" }
  }
  expect_failures = [var.alarms_topic, var.pushes]
}

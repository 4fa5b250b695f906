mock_provider "google" {
  mock_resource "google_logging_project_sink" {
    defaults = { writer_identity = "serviceAccount:service-123456789012@gcp-sa-logging.iam.gserviceaccount.com" }
  }
}

variables {
  project = { id = "shop-prod", number = "123456789012" }
  name    = "nightshift"
  service = {
    name    = "nightshift"
    region  = "europe-west1"
    url     = "https://nightshift-123456789012.europe-west1.run.app"
    account = "nightshift@shop-prod.iam.gserviceaccount.com"
  }
  roles   = { dead_letters = "projects/shop-prod/roles/nightshift_dead_letters" }
  sources = ["alarms", "audit", "logs", "threats", "backups", "findings", "pushes", "builds", "deploys", "clusters", "budgets", "objects", "rotations"]
  labels  = { app = "nightshift" }
}

# For GoogleIntakeFiltersTest: every source at once.
run "evaluated" {
  assert {
    condition     = length(google_pubsub_subscription.push) == length(var.sources)
    error_message = "a source has no subscription"
  }
}

run "keeps_events_through_an_outage_and_what_fails_for_good" {
  assert {
    condition = alltrue([for push in google_pubsub_subscription.push :
      push.ack_deadline_seconds == 600
      && push.message_retention_duration == "604800s"
      && push.expiration_policy[0].ttl == ""
      && push.retry_policy[0].minimum_backoff == "10s" && push.retry_policy[0].maximum_backoff == "600s"
      && push.dead_letter_policy[0].dead_letter_topic == "projects/shop-prod/topics/nightshift-dead-letters"
    && push.dead_letter_policy[0].max_delivery_attempts == 20])
    error_message = "a subscription loses events: deadline, retention, expiry, retries or dead letters"
  }
  assert {
    condition     = google_pubsub_subscription.dead_letters.message_retention_duration == "2678400s" && google_pubsub_subscription.dead_letters.expiration_policy[0].ttl == ""
    error_message = "dead letters are lost before somebody reads them"
  }
  assert {
    condition = (
      google_pubsub_topic_iam_member.dead_letters.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
      && length(google_pubsub_subscription_iam_member.dead_letters) == length(var.sources)
    )
    error_message = "Pub/Sub cannot move what it could not deliver"
  }
}

run "calls_the_function_with_a_token" {
  assert {
    condition = alltrue([for push in google_pubsub_subscription.push :
      push.push_config[0].push_endpoint == "${var.service.url}/"
    && push.push_config[0].oidc_token[0].audience == var.service.url])
    error_message = "Cloud Run refuses the push"
  }
  assert {
    condition     = google_cloud_run_v2_service_iam_member.push.role == "roles/run.invoker"
    error_message = "the push account cannot call the function"
  }
}

run "lets_each_source_write_and_nobody_else" {
  assert {
    condition     = toset(keys(google_logging_project_sink.source)) == toset(["audit", "backups", "logs", "threats"]) && length(google_pubsub_topic_iam_member.sink) == 4 && alltrue([for sink in google_logging_project_sink.source : sink.unique_writer_identity])
    error_message = "a sink is missing, or its writer is no publisher"
  }
  assert {
    condition     = google_monitoring_notification_channel.alarms[0].type == "pubsub" && google_monitoring_notification_channel.alarms[0].labels.topic == "projects/shop-prod/topics/nightshift-alarms"
    error_message = "alerting policies have no channel"
  }
  assert {
    condition     = toset([for writer in google_pubsub_topic_iam_member.agent : writer.topic]) == toset([for source in ["alarms", "budgets", "clusters", "objects", "rotations"] : "projects/shop-prod/topics/nightshift-${source}"])
    error_message = "an agent of Google's cannot write to its topic, or can to another"
  }
  assert {
    condition     = google_pubsub_topic.source["pushes"].name == "gcr"
    error_message = "Artifact Registry writes to gcr only"
  }
}

run "has_filters_that_pubsub_takes" {
  assert {
    condition     = alltrue([for filter in values(output.filters.messages) : length(filter) <= 256])
    error_message = "a filter is longer than 256 bytes"
  }
  assert {
    condition     = strcontains(output.filters.logs.audit, "NOT protoPayload.authenticationInfo.principalEmail=\"${var.service.account}\"")
    error_message = "Nightshift would start itself by its own acts"
  }
}

run "uses_topics_that_exist_and_a_key" {
  variables {
    sources         = ["pushes", "findings"]
    existing_topics = ["gcr"]
    publishers      = { findings = ["serviceAccount:scc@example.com"] }
    kms_key         = "projects/shop-prod/locations/europe-west1/keyRings/nightshift/cryptoKeys/events"
  }
  assert {
    condition     = keys(google_pubsub_topic.source) == ["findings"] && google_pubsub_subscription.push["pushes"].topic == "projects/shop-prod/topics/gcr"
    error_message = "the existing topic is made anew"
  }
  assert {
    condition     = google_pubsub_topic.source["findings"].kms_key_name == var.kms_key && google_pubsub_topic.dead_letters.kms_key_name == var.kms_key
    error_message = "a topic is not encrypted with the key"
  }
  assert {
    condition     = google_pubsub_topic_iam_member.agent["findings serviceAccount:scc@example.com"].role == "roles/pubsub.publisher"
    error_message = "the further publisher cannot write"
  }
  assert {
    condition     = output.channel == null && length(google_logging_project_sink.source) == 0
    error_message = "something was made that nobody asked for"
  }
}

run "has_a_topic_and_a_subscription_for_each_member" {
  variables {
    sources = ["alarms"]
    members = [{ project = "shop-test", number = "210987654321", sources = ["alarms", "pushes"] }]
  }
  assert {
    condition     = google_pubsub_subscription.push["alarms-shop-test"].topic == "projects/shop-prod/topics/nightshift-alarms-shop-test" && google_pubsub_subscription.push["pushes-shop-test"].topic == "projects/shop-test/topics/gcr"
    error_message = "a member's events come by another topic"
  }
  assert {
    condition     = google_pubsub_topic_iam_member.member["alarms-shop-test"].member == "serviceAccount:service-210987654321@gcp-sa-monitoring-notification.iam.gserviceaccount.com" && length(google_pubsub_topic_iam_member.member) == 1
    error_message = "the member's Cloud Monitoring cannot write, or others can"
  }
}

run "refuses_a_member_without_a_number_and_an_unknown_source" {
  command = plan
  variables { members = [{ project = "shop-test", sources = ["alarms", "audit"] }] }
  expect_failures = [var.members]
}

run "refuses_unknown_sources_and_too_few_attempts" {
  command = plan
  variables {
    sources           = ["alarms", "alerts"]
    delivery_attempts = 3
    roles             = {}
    audited_services  = []
  }
  expect_failures = [var.sources, var.delivery_attempts, var.roles, var.audited_services]
}

# How events reach the function: a topic for each source, a push subscription with dead letters, and for logs a sink.
# A function trigger (Eventarc) has no dead letters; the direct push has.
locals {
  # Signals that Nightshift caused itself would start it again.
  own_acts = "NOT protoPayload.authenticationInfo.principalEmail=\"${var.service.account}\""
  own_logs = "NOT resource.labels.service_name=\"${var.service.name}\""
  services = join(" OR ", [for service in sort(var.audited_services) : "\"${service}\""])

  # What a log entry has to be. Reads, refused and failed calls change nothing, and are no event.
  log_filters = {
    audit = join(" AND ", [
      "(log_id(\"cloudaudit.googleapis.com/activity\") OR log_id(\"cloudaudit.googleapis.com/system_event\"))",
      "protoPayload.serviceName=(${local.services})",
      "protoPayload.methodName:*",
      "NOT protoPayload.status.code>0",
      local.own_acts,
    ])
    logs = join(" AND ", [
      "NOT logName:\"cloudaudit.googleapis.com\"",
      local.own_logs,
      join("", [
        "(",
        join(" OR ", [
          "(severity>=ERROR AND resource.type=(\"cloud_function\" OR \"cloud_run_revision\" OR \"cloudsql_database\" OR \"gce_instance\" OR \"k8s_container\"))",
          "(resource.type=\"http_load_balancer\" AND httpRequest.status>=500)",
          "(log_id(\"serialconsole.googleapis.com/serial_port_1_output\") AND textPayload=~\"Out of memory|Kernel panic\")",
        ]),
        ")",
      ]),
    ])
    threats = "log_id(\"threatdetection.googleapis.com/detection\")"
    # Jobs of Backup and DR; a running one is no event.
    backups = "log_id(\"backupdr.googleapis.com/bdr_backup_restore_jobs\") AND jsonPayload.jobStatus=(\"SUCCESSFUL\" OR \"FAILED\")"
  }

  # What a message has to be. Pub/Sub takes at most 256 bytes.
  message_filters = {
    builds   = join(" OR ", [for status in ["FAILURE", "INTERNAL_ERROR", "TIMEOUT"] : "attributes.status = \"${status}\""])
    deploys  = "attributes.ResourceType = \"Rollout\" AND attributes.Action = \"Failure\""
    clusters = join(" OR ", [for event in ["SecurityBulletinEvent", "UpgradeEvent"] : "attributes.type_url = \"type.googleapis.com/google.container.v1beta1.${event}\""])
    budgets  = "attributes:budgetId"
    objects  = "hasPrefix(attributes.eventType, \"OBJECT_FINALIZE\")"
    # Of what the function itself writes (versions, labels) the topic has messages, too: these would start it again.
    rotations = "attributes.eventType = \"SECRET_ROTATE\""
  }

  # Topics whose names Google gives.
  fixed_topics = {
    pushes  = "gcr"
    builds  = "cloud-builds"
    deploys = "clouddeploy-operations"
  }

  agents = {
    alarms    = ["serviceAccount:service-${var.project.number}@gcp-sa-monitoring-notification.iam.gserviceaccount.com"]
    budgets   = ["serviceAccount:billing-budget-alert@system.gserviceaccount.com"]
    clusters  = ["serviceAccount:service-${var.project.number}@container-engine-robot.iam.gserviceaccount.com"]
    objects   = ["serviceAccount:service-${var.project.number}@gs-project-accounts.iam.gserviceaccount.com"]
    rotations = ["serviceAccount:service-${var.project.number}@gcp-sa-secretmanager.iam.gserviceaccount.com"]
  }

  topics  = { for source in var.sources : source => lookup(local.fixed_topics, source, "${var.name}-${source}") }
  created = { for source, topic in local.topics : source => topic if !contains(var.existing_topics, topic) }
  sinks   = { for source, filter in local.log_filters : source => filter if contains(var.sources, source) }

  # By the created topics' names, so that what needs a topic comes after it.
  names = merge(local.topics, { for source, topic in google_pubsub_topic.source : source => topic.name })
  ids   = { for source, name in local.names : source => "projects/${var.project.id}/topics/${name}" }

  # What nothing in a message proves: alarms and pushes of a member come by a topic of the member alone.
  of_members = merge([for member in var.members : { for source in member.sources : "${source}-${member.project}" => {
    topic = source == "pushes" ? "projects/${member.project}/topics/gcr" : "projects/${var.project.id}/topics/${var.name}-${source}-${member.project}"
    agent = source == "pushes" ? null : "serviceAccount:service-${member.number}@gcp-sa-monitoring-notification.iam.gserviceaccount.com"
  } }]...)
  pushed = merge(local.ids, { for key, topic in local.of_members : key => topic.topic })

  dead_letter_topic = "projects/${var.project.id}/topics/${google_pubsub_topic.dead_letters.name}"
}

resource "google_pubsub_topic" "source" {
  for_each = local.created

  project                    = var.project.id
  name                       = each.value
  kms_key_name               = var.kms_key
  message_retention_duration = "604800s"
  labels                     = var.labels
}

resource "google_pubsub_topic" "member" {
  for_each = { for key, topic in local.of_members : key => topic if topic.agent != null }

  project                    = var.project.id
  name                       = "${var.name}-${each.key}"
  kms_key_name               = var.kms_key
  message_retention_duration = "604800s"
  labels                     = var.labels
}

resource "google_pubsub_subscription" "push" {
  for_each = local.pushed

  project                    = var.project.id
  name                       = "${var.name}-${each.key}"
  topic                      = each.value
  filter                     = lookup(local.message_filters, each.key, null)
  ack_deadline_seconds       = 600
  message_retention_duration = "604800s"
  labels                     = var.labels

  push_config {
    push_endpoint = "${var.service.url}/"
    oidc_token {
      service_account_email = local.push
      audience              = var.service.url
    }
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  dead_letter_policy {
    dead_letter_topic     = local.dead_letter_topic
    max_delivery_attempts = var.delivery_attempts
  }

  # A quiet month must not delete the subscription.
  expiration_policy {
    ttl = ""
  }

  depends_on = [google_cloud_run_v2_service_iam_member.push, google_pubsub_topic.member]
}

# What no attempt could deliver (Pub/Sub), and what the function could not decode. Kept for a month, for `nightshift decode`.
resource "google_pubsub_topic" "dead_letters" {
  project                    = var.project.id
  name                       = "${var.name}-dead-letters"
  kms_key_name               = var.kms_key
  message_retention_duration = "2678400s"
  labels                     = var.labels
}

resource "google_pubsub_subscription" "dead_letters" {
  project                    = var.project.id
  name                       = "${var.name}-dead-letters"
  topic                      = local.dead_letter_topic
  ack_deadline_seconds       = 60
  message_retention_duration = "2678400s"
  labels                     = var.labels

  expiration_policy {
    ttl = ""
  }
}

resource "google_logging_project_sink" "source" {
  for_each = local.sinks

  project                = var.project.id
  name                   = "${var.name}-${each.key}"
  description            = "Nightshift: what reaches its function as ${each.key}."
  destination            = "pubsub.googleapis.com/${local.ids[each.key]}"
  filter                 = each.value
  unique_writer_identity = true
}

# Alerting policies of watched applications name this channel.
resource "google_monitoring_notification_channel" "alarms" {
  count = contains(var.sources, "alarms") ? 1 : 0

  project      = var.project.id
  display_name = "Nightshift: ${var.name}"
  type         = "pubsub"
  labels       = { topic = local.ids["alarms"] }

  depends_on = [google_pubsub_topic_iam_member.agent]
}

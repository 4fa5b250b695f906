locals {
  push = "${google_service_account.push.account_id}@${var.project.id}.iam.gserviceaccount.com"

  # Pub/Sub's own agent moves what it could not deliver: publisher on the dead letters, subscriber on the subscription.
  pubsub = "serviceAccount:service-${var.project.number}@gcp-sa-pubsub.iam.gserviceaccount.com"

  # Who writes to a topic that a service of Google fills.
  writers = merge([for source, members in merge(local.agents, var.publishers) : {
    for member in toset(concat(members, lookup(local.agents, source, []))) : "${source} ${member}" => { source = source, member = member }
  } if contains(keys(local.created), source)]...)
}

resource "google_service_account" "push" {
  project      = var.project.id
  account_id   = "${var.name}-push"
  display_name = "Nightshift: pushes events to ${var.service.name}"
}

resource "google_cloud_run_v2_service_iam_member" "push" {
  project  = var.project.id
  location = var.service.region
  name     = var.service.name
  role     = "roles/run.invoker"
  member   = "serviceAccount:${local.push}"
}

resource "google_pubsub_topic_iam_member" "agent" {
  for_each = local.writers

  project = var.project.id
  topic   = local.ids[each.value.source]
  role    = "roles/pubsub.publisher"
  member  = each.value.member
}

resource "google_pubsub_topic_iam_member" "member" {
  for_each = google_pubsub_topic.member

  project = var.project.id
  topic   = each.value.name
  role    = "roles/pubsub.publisher"
  member  = local.of_members[each.key].agent
}

resource "google_pubsub_topic_iam_member" "sink" {
  for_each = google_logging_project_sink.source

  project = var.project.id
  topic   = local.ids[each.key]
  role    = "roles/pubsub.publisher"
  member  = each.value.writer_identity
}

resource "google_pubsub_topic_iam_member" "dead_letters" {
  project = var.project.id
  topic   = google_pubsub_topic.dead_letters.name
  role    = "roles/pubsub.publisher"
  member  = local.pubsub
}

resource "google_pubsub_subscription_iam_member" "dead_letters" {
  for_each = google_pubsub_subscription.push

  project      = var.project.id
  subscription = each.value.name
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub
}

# The function keeps there what it cannot decode.
resource "google_pubsub_topic_iam_member" "function" {
  project = var.project.id
  topic   = google_pubsub_topic.dead_letters.name
  role    = var.roles["dead_letters"]
  member  = "serviceAccount:${var.service.account}"
}

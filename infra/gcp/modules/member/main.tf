# In a member project: the service account that the host's own account impersonates, with what it may do here.
resource "google_service_account" "this" {
  project      = var.project
  account_id   = var.name
  display_name = "Nightshift of another project"
  description  = "Nightshift of another project works here by this account; it has no key."
}

resource "google_service_account_iam_member" "host" {
  service_account_id = google_service_account.this.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "serviceAccount:${var.host_account}"
}

resource "google_project_iam_custom_role" "this" {
  project     = var.project
  role_id     = replace("${var.name}_member", "-", "_")
  title       = "Nightshift: work in this project"
  permissions = sort(var.permissions)
}

resource "google_project_iam_member" "this" {
  project = var.project
  role    = google_project_iam_custom_role.this.id
  member  = google_service_account.this.member
}

# Log entries go to the host's topic. The host knows the project by the name of the log, which Cloud Logging writes.
resource "google_logging_project_sink" "this" {
  count = var.sink == null ? 0 : 1

  project                = var.project
  name                   = var.name
  description            = "For Nightshift of another project."
  destination            = "pubsub.googleapis.com/${var.sink.topic}"
  filter                 = var.sink.filter
  unique_writer_identity = true
}

resource "google_pubsub_topic_iam_member" "sink" {
  count = var.sink == null ? 0 : 1

  topic  = var.sink.topic
  role   = "roles/pubsub.publisher"
  member = google_logging_project_sink.this[0].writer_identity
}

# Alerting policies of this project name the channel; the topic in the host's project is for this project alone.
resource "google_monitoring_notification_channel" "alarms" {
  count = var.alarms_topic == null ? 0 : 1

  project      = var.project
  display_name = "Nightshift of another project"
  type         = "pubsub"
  labels       = { topic = var.alarms_topic }
}

# Artifact Registry writes to this topic; the host's subscription is attached by who applies there.
resource "google_pubsub_topic" "pushes" {
  count = var.pushes == null ? 0 : 1

  project = var.project
  name    = "gcr"
}

resource "google_pubsub_topic_iam_member" "pushes" {
  count = var.pushes == null ? 0 : 1

  project = var.project
  topic   = google_pubsub_topic.pushes[0].name
  role    = "roles/pubsub.subscriber"
  member  = var.pushes.subscriber
}

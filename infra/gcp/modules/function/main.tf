# One function of Nightshift: a Cloud Run service behind IAM, its account and its rights.
locals {
  # Cloud Run's deterministic URL, known before the service exists: the function needs its own (NIGHTSHIFT_WAKE_URL).
  host = "${var.name}-${var.project.number}"
  url  = "https://${local.host}.${var.region}.run.app"

  # Without a slash at its end: it is also the audience of the wake-ups' tokens, and Cloud Run knows its URL without a path.
  environment = merge(var.environment, {
    NIGHTSHIFT_PROJECT            = var.project.id
    NIGHTSHIFT_FIRESTORE_DATABASE = var.ledger.database
    NIGHTSHIFT_FIRESTORE_PREFIX   = var.ledger.prefix
    NIGHTSHIFT_DEAD_LETTER_TOPIC  = var.dead_letter_topic
    NIGHTSHIFT_TASK_QUEUE         = var.timers.queue
    NIGHTSHIFT_WAKE_URL           = local.url
    NIGHTSHIFT_WAKE_ACCOUNT       = var.timers.account
    NIGHTSHIFT_POLICY_TEXT        = var.policy
  }, length(var.more_projects) == 0 ? {} : { NIGHTSHIFT_MORE_PROJECTS = join(",", sort(var.more_projects)) })
}

resource "google_service_account" "this" {
  project      = var.project.id
  account_id   = var.name
  display_name = "Nightshift: ${var.name}"
}

resource "google_cloud_run_v2_service" "this" {
  project             = var.project.id
  location            = var.region
  name                = var.name
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  deletion_protection = var.protect
  labels              = var.labels

  dynamic "binary_authorization" {
    for_each = var.attested ? [true] : []
    content {
      use_default = true
    }
  }

  template {
    service_account                  = local.email
    timeout                          = "300s"
    max_instance_request_concurrency = var.settings.concurrency
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"
    encryption_key                   = var.kms_key
    labels                           = var.labels

    # Direct VPC egress: databases by their private addresses. Google's APIs and webhooks go out as before.
    dynamic "vpc_access" {
      for_each = var.network[*]
      content {
        egress = "PRIVATE_RANGES_ONLY"
        network_interfaces {
          network    = vpc_access.value.network
          subnetwork = vpc_access.value.subnetwork
          tags       = vpc_access.value.tags
        }
      }
    }

    scaling {
      min_instance_count = var.settings.min_instances
      max_instance_count = var.settings.max_instances
    }

    containers {
      image = var.image

      resources {
        limits            = { cpu = var.settings.cpu, memory = var.settings.memory }
        cpu_idle          = true
        startup_cpu_boost = true
      }

      ports {
        container_port = 8080
      }

      dynamic "env" {
        for_each = local.environment
        content {
          name  = env.key
          value = env.value
        }
      }

      # 60 s for a cold start on a small CPU; a wrong environment ends the container at once, with its problems in the log.
      startup_probe {
        period_seconds    = 2
        timeout_seconds   = 1
        failure_threshold = 30
        http_get {
          path = "/health"
        }
      }

      liveness_probe {
        period_seconds    = 30
        timeout_seconds   = 5
        failure_threshold = 3
        http_get {
          path = "/health"
        }
      }
    }
  }

  lifecycle {
    precondition {
      condition     = length(local.host) <= 63
      error_message = "name: with the project's number it has more than 63 characters, and the service gets no predictable URL."
    }
    # What the console and gcloud write beside a deployment.
    ignore_changes = [client, client_version]
  }

  # A first request must not be refused for rights that come a moment later.
  depends_on = [google_project_iam_member.ledger, google_project_iam_member.actions]
}

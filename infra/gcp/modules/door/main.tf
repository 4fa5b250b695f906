# The open HTTP API for webhooks and approvers' links: a second Cloud Run service of the same image (NIGHTSHIFT_SERVES=http-api)
# behind a load balancer with Cloud Armor. It accepts no orders: those go to the internal service.
locals {
  environment = merge(var.function.environment, { NIGHTSHIFT_SERVES = "http-api" }, var.environment)
}

resource "google_cloud_run_v2_service" "this" {
  project             = var.project
  location            = var.function.service.region
  name                = var.name
  ingress             = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
  deletion_protection = var.protect
  labels              = var.labels

  dynamic "binary_authorization" {
    for_each = var.attested ? [true] : []
    content {
      use_default = true
    }
  }

  template {
    service_account                  = var.function.service.account
    timeout                          = "60s"
    max_instance_request_concurrency = 20
    labels                           = var.labels

    # Internal services take calls of Cloud Run only from a network.
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
      max_instance_count = var.max_instances
    }

    containers {
      image = var.image

      resources {
        limits            = { cpu = "1", memory = "1Gi" }
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

      startup_probe {
        period_seconds    = 2
        timeout_seconds   = 1
        failure_threshold = 30
        http_get {
          path = "/health"
        }
      }
    }
  }

  lifecycle {
    precondition {
      condition     = alltrue([for name in ["NIGHTSHIFT_INTAKE_TOKEN", "NIGHTSHIFT_APPROVAL_SECRET"] : can(regex("^projects/[^/]+/secrets/[^/]+/versions/[^/]+$", lookup(local.environment, name, "projects/-/secrets/-/versions/-")))])
      error_message = "environment: NIGHTSHIFT_INTAKE_TOKEN and NIGHTSHIFT_APPROVAL_SECRET name a secret, projects/PROJECT/secrets/SECRET/versions/latest."
    }
    precondition {
      condition     = lookup(local.environment, "NIGHTSHIFT_APPROVAL_URL", "https://${var.host}") == "https://${var.host}"
      error_message = "environment: NIGHTSHIFT_APPROVAL_URL is https:// and the host of this door; the function adds /approve."
    }
    ignore_changes = [client, client_version]
  }
}

# Everybody reaches it, but only through the load balancer; the function checks tokens and signatures.
resource "google_cloud_run_v2_service_iam_member" "everybody" {
  project  = var.project
  location = google_cloud_run_v2_service.this.location
  name     = google_cloud_run_v2_service.this.name
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_compute_region_network_endpoint_group" "this" {
  project               = var.project
  region                = google_cloud_run_v2_service.this.location
  name                  = var.name
  network_endpoint_type = "SERVERLESS"

  cloud_run {
    service = google_cloud_run_v2_service.this.name
  }
}

resource "google_compute_security_policy" "this" {
  project     = var.project
  name        = var.name
  description = "Limits what one address may send to Nightshift."

  rule {
    priority    = 1000
    action      = "throttle"
    description = "Requests of one address."
    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["*"]
      }
    }
    rate_limit_options {
      conform_action = "allow"
      exceed_action  = "deny(429)"
      enforce_on_key = "IP"
      rate_limit_threshold {
        count        = var.requests_per_minute
        interval_sec = 60
      }
    }
  }

  rule {
    priority    = 2147483647
    action      = "allow"
    description = "The default rule."
    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["*"]
      }
    }
  }
}

resource "google_compute_backend_service" "this" {
  project               = var.project
  name                  = var.name
  protocol              = "HTTPS"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  security_policy       = google_compute_security_policy.this.id

  # The log of a load balancer has the whole URL, and a link of an approver is its signature.
  log_config {
    enable = false
  }

  backend {
    group = google_compute_region_network_endpoint_group.this.id
  }
}

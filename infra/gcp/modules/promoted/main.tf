# A Cloud Run service whose versions Nightshift promotes and whose traffic and scale it changes. Terraform owns the rest.
# What is ignored here is exactly what Nightshift changes (DriftContractTest). An ignored value is read while planning and
# written back while applying: pause the resource around an apply (docs/deploy-google-cloud.md).
resource "google_cloud_run_v2_service" "this" {
  project             = var.project
  location            = var.region
  name                = var.name
  ingress             = var.ingress
  deletion_protection = var.protect
  labels              = var.labels

  template {
    service_account                  = var.account
    timeout                          = var.settings.timeout
    max_instance_request_concurrency = var.settings.concurrency

    scaling {
      min_instance_count = var.settings.min_instances
      max_instance_count = var.settings.max_instances
    }

    containers {
      name  = "app"
      image = var.first_image

      resources {
        limits = { cpu = var.settings.cpu, memory = var.settings.memory }
      }

      ports {
        container_port = var.settings.port
      }

      dynamic "env" {
        for_each = var.environment
        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "volume_mounts" {
        for_each = var.secrets
        content {
          name       = volume_mounts.key
          mount_path = "/run/secrets/${volume_mounts.key}"
        }
      }

      startup_probe {
        http_get {
          path = var.settings.health
        }
      }
    }

    # A secret is a file; its newest version is read when an instance starts.
    dynamic "volumes" {
      for_each = var.secrets
      content {
        name = volumes.key
        secret {
          secret       = volumes.value
          default_mode = 292
          items {
            path    = "value"
            version = "latest"
          }
        }
      }
    }

    dynamic "vpc_access" {
      for_each = var.network[*]
      content {
        egress = "PRIVATE_RANGES_ONLY"
        network_interfaces {
          network    = vpc_access.value.network
          subnetwork = vpc_access.value.subnet
        }
      }
    }
  }

  traffic {
    type    = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST"
    percent = 100
  }

  lifecycle {
    ignore_changes = [
      client,
      client_version,
      traffic,
      scaling,
      template[0].revision,
      template[0].annotations,
      template[0].labels,
      template[0].scaling,
      template[0].containers[0].image,
    ]
  }
}

# Nightshift acts as the service's account when it updates the service.
resource "google_service_account_iam_member" "nightshift" {
  for_each = var.nightshift

  service_account_id = "projects/${var.project}/serviceAccounts/${var.account}"
  role               = each.value.role
  member             = "serviceAccount:${each.value.account}"
}

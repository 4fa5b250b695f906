# An application that Nightshift looks after, made of the modules that are here.
locals {
  regions = compact([var.region, var.second_region])
  secret  = "${var.name}-db"

  environment = {
    SHOP_DATABASE_URL         = "jdbc:postgresql://${var.database_address}:5432/shop?sslmode=require"
    SHOP_DATABASE_SECRET_FILE = "/run/secrets/database/value"
    SHOP_PROJECT              = var.project
  }

  # The agent sends spans to Cloud Trace as the service's account; the profiler's agent is in the image too (shop.Dockerfile).
  # Without the option on com.google the agent logs the answers of Google's library, access tokens among them.
  traced = {
    JAVA_TOOL_OPTIONS           = "-javaagent:/app/agent/opentelemetry-javaagent.jar -Dio.opentelemetry.javaagent.slf4j.simpleLogger.log.com.google=warn -agentpath:/app/profiler/profiler_java_agent.so=-cprof_service=${var.name},-cprof_service_version=first"
    OTEL_JAVAAGENT_EXTENSIONS   = "/app/agent/google-auth.jar"
    OTEL_SERVICE_NAME           = var.name
    OTEL_EXPORTER_OTLP_ENDPOINT = "https://telemetry.googleapis.com"
    OTEL_RESOURCE_ATTRIBUTES    = "gcp.project_id=${var.project}"
    OTEL_METRICS_EXPORTER       = "none"
    OTEL_LOGS_EXPORTER          = "none"
    GOOGLE_CLOUD_PROJECT        = var.project
  }
}

module "network" {
  source = "../../gcp/modules/network"

  project = var.project
  name    = var.name
  subnets = { for index, region in local.regions : region => { cidr = cidrsubnet("10.20.0.0/16", 4, index) } }
}

module "database" {
  source = "../../gcp/modules/database"

  project  = var.project
  region   = var.region
  name     = "${var.name}-orders"
  network  = module.network.network
  settings = { tier = "db-custom-2-8192" }
  labels   = { nightshift = "on" }
}

module "cache" {
  source = "../../gcp/modules/cache"

  project = var.project
  region  = var.region
  name    = "${var.name}-sessions"
  network = module.network.network
}

module "registry" {
  source = "../../gcp/modules/registry"

  project  = var.project
  location = var.images
  name     = var.name
  writers  = var.pipeline == null ? {} : { pipeline = var.pipeline }
}

resource "google_service_account" "shop" {
  project      = var.project
  account_id   = "${var.name}-web"
  display_name = "The shop"
}

resource "google_project_iam_member" "shop" {
  for_each = toset(["roles/telemetry.tracesWriter", "roles/serviceusage.serviceUsageConsumer", "roles/cloudprofiler.agent"])

  project = var.project
  role    = each.key
  member  = "serviceAccount:${google_service_account.shop.email}"
}

# In both regions. The first value is the JSON that Nightshift's rotation writes: host, port, dbname, username, password.
module "secrets" {
  source = "../../gcp/modules/secrets"

  project = var.project
  secrets = { (local.secret) = { locations = local.regions, has_value = true } }
  values  = { (local.secret) = var.first_secret }
  readers = { shop = "serviceAccount:${google_service_account.shop.email}" }
  labels  = { nightshift = "on" }
}

module "shop" {
  source = "../../gcp/modules/promoted"

  project     = var.project
  region      = var.region
  name        = var.name
  first_image = var.image
  account     = google_service_account.shop.email
  nightshift  = var.nightshift
  secrets     = { database = local.secret }
  network     = { network = module.network.network, subnet = module.network.subnets[var.region] }
  labels      = { nightshift = "on" }
  environment = merge(local.environment, local.traced)

  depends_on = [module.secrets]
}

module "armor" {
  source = "../../gcp/modules/armor"

  project = var.project
  name    = var.name
}

module "edge" {
  source = "../../gcp/modules/edge"

  project         = var.project
  name            = var.name
  domains         = [var.domain]
  services        = { for region in local.regions : region => var.name }
  security_policy = module.armor.id
}

module "watch" {
  source = "../../gcp/modules/watch"

  project   = var.project
  prefix    = var.name
  channels  = var.channels
  hosts     = { web = { host = var.domain } }
  services  = { web = { name = var.name, region = var.region } }
  databases = { orders = { id = module.database.name, max_connections = 400 } }
  answers   = { database = "shop" }
}

module "objectives" {
  source = "../../gcp/modules/objectives"

  project  = var.project
  prefix   = var.name
  channels = var.channels
  objectives = {
    available = { goal = 0.999, service = var.name }
    fast      = { goal = 0.95, service = var.name, latency_ms = 500 }
  }
}

module "dashboard" {
  source = "../../gcp/modules/dashboard"

  project   = var.project
  name      = var.name
  services  = [var.name]
  databases = [module.database.name]
  own       = { "failed logins" = "resource.type=\"cloud_run_revision\" AND metric.type=\"logging.googleapis.com/user/${var.name}/failed-logins\"" }
}

module "logs" {
  source = "../../gcp/modules/logs"

  project  = var.project
  projects = [var.project]
  location = var.region
  name     = var.name
  counts   = { failed-logins = "jsonPayload.event=\"login-failed\"" }
}

module "spending" {
  source = "../../gcp/modules/spending"

  project         = var.project
  name            = var.name
  billing_account = var.billing_account
  budgets         = { shop = { amount = var.budget } }
}

# Old orders: cheaper after a month, gone after seven years.
resource "google_storage_bucket" "archive" {
  project                     = var.project
  name                        = "${var.project}-archive"
  location                    = "EU"
  force_destroy               = false
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "ARCHIVE"
    }
    condition {
      age = 30
    }
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age = 2555
    }
  }
}

resource "google_storage_bucket_iam_member" "archive" {
  bucket = google_storage_bucket.archive.name
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.shop.email}"
}

resource "google_cloud_run_v2_job" "archive" {
  project             = var.project
  location            = var.region
  name                = "${var.name}-archive"
  deletion_protection = false

  template {
    template {
      service_account = google_service_account.shop.email
      max_retries     = 1

      containers {
        image = var.image
        args  = ["archive", "90", "/archive"]

        dynamic "env" {
          for_each = local.environment
          content {
            name  = env.key
            value = env.value
          }
        }
        volume_mounts {
          name       = "archive"
          mount_path = "/archive"
        }
        volume_mounts {
          name       = "database"
          mount_path = "/run/secrets/database"
        }
      }

      volumes {
        name = "archive"
        gcs {
          bucket = google_storage_bucket.archive.name
        }
      }
      volumes {
        name = "database"
        secret {
          secret       = local.secret
          default_mode = 292
          items {
            path    = "value"
            version = "latest"
          }
        }
      }

      vpc_access {
        egress = "PRIVATE_RANGES_ONLY"
        network_interfaces {
          network    = module.network.network
          subnetwork = module.network.subnets[var.region]
        }
      }
    }
  }
}

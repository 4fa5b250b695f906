# An application that Nightshift looks after, made of the modules that are here.
locals {
  regions = [var.region, var.second_region]
}

module "network" {
  source = "../../gcp/modules/network"

  project = var.project
  name    = var.name
  subnets = { (var.region) = { cidr = "10.20.0.0/20" }, (var.second_region) = { cidr = "10.20.16.0/20" } }
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

module "recovery" {
  source = "../../gcp/modules/recovery"

  project          = var.project
  region           = var.second_region
  scheduler_region = var.region
  network          = module.network.network
  database         = { name = module.database.name, engine = "POSTGRES_17", tier = "db-custom-2-8192", account = var.database_account }
  labels           = { nightshift = "on" }
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
  location = var.region
  name     = var.name
  writers  = var.pipeline == null ? {} : { pipeline = var.pipeline }
}

resource "google_service_account" "shop" {
  project      = var.project
  account_id   = "${var.name}-web"
  display_name = "The shop"
}

resource "google_project_iam_member" "shop" {
  for_each = toset(["roles/cloudtrace.agent", "roles/cloudprofiler.agent"])

  project = var.project
  role    = each.key
  member  = "serviceAccount:${google_service_account.shop.email}"
}

resource "google_secret_manager_secret_iam_member" "shop" {
  project   = var.project
  secret_id = var.database_secret
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.shop.email}"
}

# Two regions; the load balancer leaves out the one whose answers fail.
module "shop" {
  source   = "../../gcp/modules/promoted"
  for_each = toset(local.regions)

  project     = var.project
  region      = each.key
  name        = var.name
  first_image = var.image
  account     = google_service_account.shop.email
  nightshift  = var.nightshift
  secrets     = { database-password = var.database_secret }
  network     = { network = module.network.network, subnet = module.network.subnets[each.key] }
  labels      = { nightshift = "on" }
  environment = {
    SHOP_DATABASE_URL           = "jdbc:postgresql://${var.database_address}:5432/shop?sslmode=require"
    SHOP_DATABASE_PASSWORD_FILE = "/run/secrets/database-password/value"
    SHOP_PROJECT                = var.project
  }
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

  project  = var.project
  prefix   = var.name
  channels = var.channels
  hosts    = { web = { host = var.domain } }
  services = { for region in local.regions : "web-${region}" => { name = var.name, region = region } }
  databases = {
    orders         = { id = module.database.name, max_connections = 400 }
    orders-replica = { id = module.recovery.replica, max_connections = 400, replica = true }
  }
  answers = { database = "shop" }
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

        env {
          name  = "SHOP_DATABASE_URL"
          value = "jdbc:postgresql://${var.database_address}:5432/shop?sslmode=require"
        }
        env {
          name  = "SHOP_DATABASE_PASSWORD_FILE"
          value = "/run/secrets/database-password/value"
        }
        volume_mounts {
          name       = "archive"
          mount_path = "/archive"
        }
        volume_mounts {
          name       = "database-password"
          mount_path = "/run/secrets/database-password"
        }
      }

      volumes {
        name = "archive"
        gcs {
          bucket = google_storage_bucket.archive.name
        }
      }
      volumes {
        name = "database-password"
        secret {
          secret       = var.database_secret
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

# One verification of one entry, in a container: a task may last 24 hours.
resource "google_cloud_run_v2_job" "this" {
  project             = var.project
  location            = var.region
  name                = "${var.name}-verify-${var.entry}"
  deletion_protection = var.protect
  labels              = var.labels

  template {
    task_count = 1
    labels     = var.labels

    template {
      service_account = var.service_account
      timeout         = "${var.hours * 3600}s"
      max_retries     = 0 # a run goes on by its ledger; the next execution finds it

      containers {
        image = var.image
        args  = ["verify-backup", var.entry, "--policy", var.policy]

        resources {
          limits = { cpu = var.cpu, memory = var.memory }
        }

        dynamic "env" {
          for_each = var.environment
          content {
            name  = env.key
            value = env.value
          }
        }

        dynamic "env" {
          for_each = var.secrets
          content {
            name = env.key
            value_source {
              secret_key_ref {
                secret  = env.value
                version = "latest"
              }
            }
          }
        }
      }
    }
  }
}

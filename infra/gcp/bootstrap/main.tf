# Made once, before every environment, with a state on this machine: the bucket of the states, the registry of the images, and
# the accounts by which pipelines plan and apply. Afterwards: terraform init -migrate-state with a backend of your own, or keep
# the file; it has no secret.
module "services" {
  source = "../modules/services"

  project  = var.project.id
  services = ["artifactregistry.googleapis.com", "iam.googleapis.com", "iamcredentials.googleapis.com", "storage.googleapis.com", "sts.googleapis.com"]
}

module "state" {
  source = "../modules/state"

  project  = var.project.id
  name     = var.state_bucket
  location = var.state_location
  writers  = { for name, account in module.pipeline.accounts : name => "serviceAccount:${account}" }
  labels   = { app = "nightshift" }
}

module "pipeline" {
  source = "../modules/pipeline"

  project        = var.project.id
  project_number = var.project.number
  repository     = var.repository
  subjects       = var.subjects

  depends_on = [module.services]
}

resource "google_artifact_registry_repository" "images" {
  project                = var.project.id
  location               = var.region
  repository_id          = "nightshift"
  format                 = "DOCKER"
  description            = "Images of Nightshift."
  labels                 = { app = "nightshift" }
  cleanup_policy_dry_run = false

  # A tag names one image for ever.
  docker_config {
    immutable_tags = true
  }

  cleanup_policies {
    id     = "keep-the-last-fifty"
    action = "KEEP"
    most_recent_versions {
      keep_count = 50
    }
  }

  cleanup_policies {
    id     = "delete-old-ones"
    action = "DELETE"
    condition {
      older_than = "7776000s"
    }
  }

  depends_on = [module.services]
}

resource "google_artifact_registry_repository_iam_member" "pipeline" {
  project    = var.project.id
  location   = google_artifact_registry_repository.images.location
  repository = google_artifact_registry_repository.images.repository_id
  role       = "roles/artifactregistry.writer"
  member     = "serviceAccount:${module.pipeline.accounts["apply"]}"
}

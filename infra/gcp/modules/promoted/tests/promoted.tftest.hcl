mock_provider "google" {}

variables {
  project     = "shop-prod"
  region      = "europe-west1"
  name        = "checkout"
  first_image = "europe-west1-docker.pkg.dev/shop-prod/shop/checkout@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  account     = "checkout@shop-prod.iam.gserviceaccount.com"
  nightshift = {
    promotion = { account = "promotion@shop-prod.iam.gserviceaccount.com", role = "projects/shop-prod/roles/promotion_update" }
  }
  labels = { nightshift = "on" }
}

run "is_made_once" {
  assert {
    condition     = google_cloud_run_v2_service.this.template[0].containers[0].image == var.first_image && google_cloud_run_v2_service.this.deletion_protection
    error_message = "the first version is not what was given, or can be deleted"
  }
  assert {
    condition     = google_cloud_run_v2_service.this.ingress == "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" && google_cloud_run_v2_service.this.labels.nightshift == "on"
    error_message = "the service is open to everybody, or has no labels"
  }
  assert {
    condition     = google_service_account_iam_member.nightshift["promotion"].service_account_id == "projects/shop-prod/serviceAccounts/checkout@shop-prod.iam.gserviceaccount.com"
    error_message = "the promotion cannot update the service"
  }
}

run "leaves_alone_what_nightshift_changed" {
  variables {
    first_image = "europe-west1-docker.pkg.dev/shop-prod/shop/checkout@sha256:1111111111111111111111111111111111111111111111111111111111111111"
    settings    = { min_instances = 9, max_instances = 99 }
  }
  assert {
    condition     = google_cloud_run_v2_service.this.template[0].containers[0].image == "europe-west1-docker.pkg.dev/shop-prod/shop/checkout@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    error_message = "an apply would roll the promotion back"
  }
  assert {
    condition     = google_cloud_run_v2_service.this.template[0].scaling[0].min_instance_count == 1
    error_message = "an apply would undo a raise of instances"
  }
}

run "refuses_a_tag" {
  command = plan
  variables {
    first_image = "europe-west1-docker.pkg.dev/shop-prod/shop/checkout:latest"
    ingress     = "all"
  }
  expect_failures = [var.first_image, var.ingress]
}

run "mounts_secrets_and_reaches_private_addresses" {
  variables {
    secrets = { database-password = "shop-db" }
    network = { network = "projects/shop-prod/global/networks/shop", subnet = "shop-europe-west1" }
  }

  assert {
    condition     = one(google_cloud_run_v2_service.this.template[0].volumes).secret[0].secret == "shop-db" && one(google_cloud_run_v2_service.this.template[0].containers[0].volume_mounts).mount_path == "/run/secrets/database-password"
    error_message = "the secret is not a file"
  }
  assert {
    condition     = google_cloud_run_v2_service.this.template[0].vpc_access[0].egress == "PRIVATE_RANGES_ONLY"
    error_message = "the database's private address is not reached"
  }
}

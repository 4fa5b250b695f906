mock_provider "google" {
  mock_resource "google_sql_database_instance" {
    defaults = { private_ip_address = "10.21.1.3" }
  }
  mock_resource "google_logging_project_sink" {
    defaults = { writer_identity = "serviceAccount:service-123456789012@gcp-sa-logging.iam.gserviceaccount.com" }
  }
}

run "waits_without_instances_beside_a_replica" {
  command = apply

  assert {
    condition     = output.database == { name = "shop-orders-europe-west4", address = "10.21.1.3" } && strcontains(output.policy, "name: sql-lag")
    error_message = "there is no replica, or nobody learns that it is behind"
  }
  assert {
    condition     = output.service.name == "shop" && yamldecode(file("nightshift.yaml")).defaults.mode == "observe"
    error_message = "two Nightshifts act"
  }
}

run "takes_over_when_the_first_region_is_lost" {
  command = plan
  variables { lost = true }

  assert {
    condition     = !strcontains(output.policy, "name: sql-lag")
    error_message = "a promoted database is watched as a replica"
  }
}

run "rejects_an_image_that_is_lost_with_the_region" {
  command = plan
  variables {
    first_region = "europe-west4"
    image        = "europe-west1-docker.pkg.dev/shop-prod/shop/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }
  expect_failures = [var.region, var.image]
}

mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = { email = "orders-db-exports@shop-prod.iam.gserviceaccount.com" }
  }
}

variables {
  project          = "shop-prod"
  region           = "europe-west4"
  scheduler_region = "europe-west1"
  network          = "projects/shop-prod/global/networks/shop"
  database         = { name = "orders-db", engine = "POSTGRES_17", tier = "db-custom-2-8192", account = "p1-abc@gcp-sa-cloud-sql.iam.gserviceaccount.com" }
}

run "has_a_protected_replica_in_another_region" {
  command = apply

  assert {
    condition     = google_sql_database_instance.replica.master_instance_name == "orders-db" && google_sql_database_instance.replica.region == "europe-west4" && google_sql_database_instance.replica.deletion_protection && !google_sql_database_instance.replica.settings[0].ip_configuration[0].ipv4_enabled
    error_message = "there is no replica, or it can be deleted, or is public"
  }
}

run "promotes_the_replica_when_the_first_region_is_lost" {
  command = plan
  variables { lost = true }

  assert {
    condition     = google_sql_database_instance.replica.master_instance_name == null && google_sql_database_instance.replica.instance_type == "CLOUD_SQL_INSTANCE" && google_sql_database_instance.replica.settings[0].availability_type == "REGIONAL" && google_sql_database_instance.replica.settings[0].backup_configuration[0].point_in_time_recovery_enabled
    error_message = "the database stays a replica, or has no backups of its own"
  }
}

run "exports_to_a_bucket_that_nobody_empties" {
  command = apply

  assert {
    condition     = google_storage_bucket.exports.versioning[0].enabled && google_storage_bucket.exports.soft_delete_policy[0].retention_duration_seconds == 2592000 && google_storage_bucket.exports.public_access_prevention == "enforced" && !google_storage_bucket.exports.force_destroy
    error_message = "exports can be deleted or read"
  }
  assert {
    condition     = google_storage_bucket_iam_member.exports.role == "roles/storage.objectUser" && toset(google_project_iam_custom_role.exports.permissions) == toset(["cloudsql.instances.export", "cloudsql.instances.get"])
    error_message = "an account may more than it needs"
  }
  assert {
    condition     = jsondecode(base64decode(google_cloud_scheduler_job.exports.http_target[0].body)).exportContext.offload && google_cloud_scheduler_job.exports.http_target[0].oauth_token[0].service_account_email == "orders-db-exports@shop-prod.iam.gserviceaccount.com"
    error_message = "the export slows the database down, or is refused"
  }
}

run "rejects_a_time_that_soft_delete_rejects" {
  command = plan
  variables { restorable_days = 365 }
  expect_failures = [var.restorable_days]
}

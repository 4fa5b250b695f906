mock_provider "google" {}

variables {
  project           = { id = "shop-prod", number = "123456789012" }
  region            = "europe-west1"
  name              = "nightshift"
  image             = "europe-west1-docker.pkg.dev/shop-prod/nightshift/remediation@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  policy            = "version: 1"
  ledger            = { database = "nightshift", prefix = "nightshift-" }
  dead_letter_topic = "projects/shop-prod/topics/nightshift-dead-letters"
  timers = {
    queue   = "projects/shop-prod/locations/europe-west1/queues/nightshift"
    account = "nightshift-wake@shop-prod.iam.gserviceaccount.com"
  }
  grants = [
    { on = "projects/shop-prod", role = { title = "Nightshift: ledger", stage = "GA", includedPermissions = ["datastore.entities.get"] } },
    { on = "QUEUE", role = { title = "Nightshift: timers", stage = "GA", includedPermissions = ["cloudtasks.tasks.create"] } },
    { on = "ACCOUNT", role = { title = "Nightshift: wake", stage = "GA", includedPermissions = ["iam.serviceAccounts.actAs"] } },
    { on = "TOPIC", role = { title = "Nightshift: dead letters", stage = "GA", includedPermissions = ["pubsub.topics.publish"] } },
    { on = "projects/shop-prod and each further project", role = { title = "Nightshift: remediation", stage = "GA", includedPermissions = ["run.services.update"] } },
    { on = "the service accounts by which the changed services run", role = { title = "Nightshift: update", stage = "GA", includedPermissions = ["iam.serviceAccounts.actAs"] } },
  ]
  acts_as = ["projects/shop-prod/serviceAccounts/checkout@shop-prod.iam.gserviceaccount.com"]
  labels  = { app = "nightshift", environment = "prod" }
}

run "is_internal_protected_and_probed" {
  assert {
    condition     = google_cloud_run_v2_service.this.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY" && google_cloud_run_v2_service.this.deletion_protection
    error_message = "the service is open, or can be deleted"
  }
  assert {
    condition = (
      google_cloud_run_v2_service.this.template[0].containers[0].startup_probe[0].http_get[0].path == "/health"
      && google_cloud_run_v2_service.this.template[0].containers[0].liveness_probe[0].http_get[0].path == "/health"
    )
    error_message = "a probe is missing"
  }
  assert {
    condition     = google_cloud_run_v2_service.this.template[0].service_account == "nightshift@shop-prod.iam.gserviceaccount.com"
    error_message = "the service runs by the default account"
  }
  assert {
    condition     = google_cloud_run_v2_service.this.labels.environment == "prod" && google_cloud_run_v2_service.this.template[0].labels.app == "nightshift"
    error_message = "labels are missing"
  }
  assert {
    condition     = google_cloud_run_v2_service.this.template[0].scaling[0].max_instance_count == 5
    error_message = "a storm of alarms would start any number of instances"
  }
}

run "knows_its_own_url_queue_and_topic" {
  assert {
    condition     = output.service.url == "https://nightshift-123456789012.europe-west1.run.app"
    error_message = "the URL is not the deterministic one"
  }
  assert {
    condition = {
      for name in ["NIGHTSHIFT_WAKE_URL", "NIGHTSHIFT_TASK_QUEUE", "NIGHTSHIFT_DEAD_LETTER_TOPIC", "NIGHTSHIFT_FIRESTORE_DATABASE"] : name => output.environment[name]
      } == {
      NIGHTSHIFT_WAKE_URL           = "https://nightshift-123456789012.europe-west1.run.app"
      NIGHTSHIFT_TASK_QUEUE         = var.timers.queue
      NIGHTSHIFT_DEAD_LETTER_TOPIC  = var.dead_letter_topic
      NIGHTSHIFT_FIRESTORE_DATABASE = "nightshift"
    }
    error_message = "a variable of the function is wrong"
  }
}

run "grants_the_ledger_by_a_condition_and_the_rest_by_name" {
  assert {
    condition     = google_project_iam_member.ledger.condition[0].expression == "resource.name == \"projects/shop-prod/databases/nightshift\""
    error_message = "the right reaches other databases"
  }
  assert {
    condition     = keys(google_project_iam_member.actions) == ["remediation shop-prod"]
    error_message = "rights of the actions are missing, or more than these are granted on the project"
  }
  assert {
    condition     = toset(keys(google_service_account_iam_member.update)) == var.acts_as
    error_message = "the function may act as an account that was not named, or as none"
  }
  assert {
    condition     = toset(keys(output.roles)) == toset(["ledger", "timers", "wake", "dead_letters", "update"])
    error_message = "a custom role is missing"
  }
}

run "acts_in_further_projects_by_a_role_in_each" {
  variables {
    more_projects = ["shop-staging"]
  }
  assert {
    condition     = toset(keys(google_project_iam_custom_role.actions)) == toset(["remediation shop-prod", "remediation shop-staging"])
    error_message = "a custom role holds only in its own project"
  }
  assert {
    condition     = output.environment.NIGHTSHIFT_MORE_PROJECTS == "shop-staging"
    error_message = "the function does not know the further project"
  }
}

run "checks_and_encrypts_the_image_if_told_so" {
  variables {
    attested = true
    kms_key  = "projects/shop-prod/locations/europe-west1/keyRings/nightshift/cryptoKeys/images"
  }
  assert {
    condition     = google_cloud_run_v2_service.this.binary_authorization[0].use_default && google_cloud_run_v2_service.this.template[0].encryption_key == var.kms_key
    error_message = "Binary Authorization or the key is not used"
  }
}

run "reaches_private_addresses_if_told_so" {
  variables {
    network = { network = "shop", subnetwork = "shop-europe-west1", tags = ["nightshift-rotation"] }
  }
  assert {
    condition     = google_cloud_run_v2_service.this.template[0].vpc_access[0].network_interfaces[0].subnetwork == "shop-europe-west1" && google_cloud_run_v2_service.this.template[0].vpc_access[0].egress == "PRIVATE_RANGES_ONLY"
    error_message = "databases are not reached, or Google's APIs only by the network"
  }
}

run "says_which_grants_it_cannot_bind" {
  variables {
    grants = [
      { on = "projects/shop-prod", role = { title = "Nightshift: ledger", stage = "GA", includedPermissions = ["datastore.entities.get"] } },
      { on = "QUEUE", role = { title = "Nightshift: timers", stage = "GA", includedPermissions = ["cloudtasks.tasks.create"] } },
      { on = "ACCOUNT", role = { title = "Nightshift: wake", stage = "GA", includedPermissions = ["iam.serviceAccounts.actAs"] } },
      { on = "TOPIC", role = { title = "Nightshift: dead letters", stage = "GA", includedPermissions = ["pubsub.topics.publish"] } },
      { on = "projects/shop-prod/attestors/qa", role = { title = "Nightshift: promotion", stage = "GA", includedPermissions = ["binaryauthorization.attestors.get"] } },
      { on = "projects/shop-images", role = { title = "Nightshift: promotion", stage = "GA", includedPermissions = ["artifactregistry.tags.get"] } },
    ]
  }
  assert {
    condition     = output.unbound[0].on == "projects/shop-prod/attestors/qa" && keys(google_project_iam_member.actions) == ["promotion shop-images"]
    error_message = "a grant is lost"
  }
}

run "refuses_a_tag_a_wrong_number_and_half_of_the_grants" {
  command = plan
  variables {
    image       = "europe-west1-docker.pkg.dev/shop-prod/nightshift/remediation:v1"
    project     = { id = "shop-prod", number = "shop-prod" }
    grants      = []
    policy      = ""
    environment = { lower = "x" }
    settings    = { min_instances = 9 }
  }
  expect_failures = [var.image, var.project, var.grants, var.policy, var.environment, var.settings]
}

run "reads_the_exports_of_the_policy_and_nothing_else" {
  variables {
    name = "cost-watch"
    grants = [
      { on = "projects/shop-prod", role = { title = "Nightshift: ledger", stage = "GA", includedPermissions = ["datastore.entities.get"] } },
      { on = "QUEUE", role = { title = "Nightshift: timers", stage = "GA", includedPermissions = ["cloudtasks.tasks.create"] } },
      { on = "ACCOUNT", role = { title = "Nightshift: wake", stage = "GA", includedPermissions = ["iam.serviceAccounts.actAs"] } },
      { on = "TOPIC", role = { title = "Nightshift: dead letters", stage = "GA", includedPermissions = ["pubsub.topics.publish"] } },
      { on = "projects/shop-prod", role = { title = "Nightshift: queries", stage = "GA", includedPermissions = ["bigquery.jobs.create"] } },
      { on = "the table shop-billing.billing.gcp_billing_export_v1_01D4EE", role = { title = "Nightshift: export shop-billing.billing.gcp_billing_export_v1_01D4EE", stage = "GA", includedPermissions = ["bigquery.tables.get", "bigquery.tables.getData"] } },
      { on = "gs://example-costs", role = { title = "Nightshift: export example-costs", stage = "GA", includedPermissions = ["storage.objects.get", "storage.objects.list"] } },
      { on = "gs://shop-dumps", role = { title = "Nightshift: copy-shop", stage = "GA", includedPermissions = ["storage.objects.list"] } },
    ]
  }
  assert {
    condition = (
      google_bigquery_table_iam_member.tables["shop-billing.billing.gcp_billing_export_v1_01D4EE"].table_id == "gcp_billing_export_v1_01D4EE"
      && google_project_iam_custom_role.tables["shop-billing"].permissions == toset(["bigquery.tables.get", "bigquery.tables.getData"])
      && google_storage_bucket_iam_member.buckets["example-costs"].role == "roles/storage.objectViewer"
      && google_project_iam_member.actions["queries shop-prod"].project == "shop-prod"
    )
    error_message = "an export cannot be read, or its query cannot be sent"
  }
  assert {
    condition     = [for grant in output.unbound : grant.on] == ["gs://shop-dumps"]
    error_message = "another right of the policy is bound here, or an export is left to be bound"
  }
}

run "restores_change_only_what_has_the_name_of_a_restore" {
  variables {
    name = "backup"
    grants = [
      { on = "projects/shop-prod", role = { title = "Nightshift: ledger", stage = "GA", includedPermissions = ["datastore.entities.get"] } },
      { on = "QUEUE", role = { title = "Nightshift: timers", stage = "GA", includedPermissions = ["cloudtasks.tasks.create"] } },
      { on = "ACCOUNT", role = { title = "Nightshift: wake", stage = "GA", includedPermissions = ["iam.serviceAccounts.actAs"] } },
      { on = "TOPIC", role = { title = "Nightshift: dead letters", stage = "GA", includedPermissions = ["pubsub.topics.publish"] } },
      { on = "projects/shop-prod and each further project", role = { title = "Nightshift: firestore-backups", stage = "GA", includedPermissions = ["datastore.backups.list"] } },
      {
        on        = "projects/shop-prod and each further project"
        condition = "resource.name.extract(\"databases/{id}\").startsWith(\"nightshift-backup-\")"
        role      = { title = "Nightshift: firestore-restores", stage = "GA", includedPermissions = ["datastore.databases.delete"] }
      },
    ]
  }
  assert {
    condition     = one(google_project_iam_member.actions["firestore-restores shop-prod"].condition).expression == "resource.name.extract(\"databases/{id}\").startsWith(\"nightshift-backup-\")"
    error_message = "the function may delete any database"
  }
  assert {
    condition     = length(google_project_iam_member.actions["firestore-backups shop-prod"].condition) == 0
    error_message = "backups cannot be listed: a listing has no name of a restore"
  }
  assert {
    condition     = google_project_iam_custom_role.actions["firestore-restores shop-prod"].role_id == "backup_firestore_restores"
    error_message = "Google refuses the id of the role"
  }
}

mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = { email = "main-nodes@shop-prod.iam.gserviceaccount.com" }
  }
}

variables {
  project = "shop-prod"
  name    = "main"
  region  = "europe-west1"
  network = "projects/shop-prod/global/networks/shop"
  subnet  = "shop-europe-west1"
  topic   = "projects/shop-prod/topics/nightshift-clusters"
}

run "is_private_protected_and_signed" {
  command = apply

  assert {
    condition     = google_container_cluster.this.private_cluster_config[0].enable_private_nodes && google_container_cluster.this.private_cluster_config[0].enable_private_endpoint && google_container_cluster.this.deletion_protection
    error_message = "nodes or the control plane are public, or the cluster can be deleted"
  }
  assert {
    condition     = google_container_cluster.this.binary_authorization[0].evaluation_mode == "PROJECT_SINGLETON_POLICY_ENFORCE" && google_container_cluster.this.workload_identity_config[0].workload_pool == "shop-prod.svc.id.goog" && one(google_container_cluster.this.notification_config).pubsub[0].topic == var.topic
    error_message = "unsigned images start, pods use the nodes' account, or nobody learns of upgrades"
  }
}

run "spot_machines_get_only_what_tolerates_them" {
  command = apply

  assert {
    condition     = google_container_node_pool.this["spot"].node_config[0].spot && one(google_container_node_pool.this["spot"].node_config[0].taint).effect == "NO_SCHEDULE" && length(google_container_node_pool.this["base"].node_config[0].taint) == 0
    error_message = "any pod lands on a machine that ends at any time"
  }
  assert {
    condition     = alltrue([for pool in google_container_node_pool.this : pool.node_config[0].workload_metadata_config[0].mode == "GKE_METADATA" && pool.management[0].auto_repair])
    error_message = "pods read the node's credentials, or a broken node stays"
  }
}

run "rejects_zones_open_doors_and_spot_only" {
  command = plan
  variables {
    region     = "europe-west1-b"
    authorized = { everybody = "0.0.0.0/0" }
    pools      = { spot = { spot = true } }
    channel    = "FAST"
  }
  expect_failures = [var.region, var.authorized, var.pools, var.channel]
}

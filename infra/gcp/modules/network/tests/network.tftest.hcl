mock_provider "google" {}

variables {
  project = "shop-prod"
  name    = "shop"
  subnets = { europe-west1 = { cidr = "10.20.0.0/20", pods = "10.24.0.0/14", services = "10.28.0.0/20" } }
}

run "machines_are_private_and_their_traffic_is_logged" {
  command = apply

  assert {
    condition     = google_compute_subnetwork.this["europe-west1"].private_ip_google_access && google_compute_subnetwork.this["europe-west1"].log_config[0].flow_sampling == 0.5 && length(google_compute_router_nat.this) == 1
    error_message = "a machine needs a public address, or its traffic is not logged"
  }
  assert {
    condition     = google_service_networking_connection.this.reserved_peering_ranges == tolist(["shop-services"]) && length(google_compute_subnetwork.this["europe-west1"].secondary_ip_range) == 2
    error_message = "databases get no private address, or pods none"
  }
}

run "lets_in_only_what_google_sends" {
  command = apply

  assert {
    condition     = !contains(google_compute_firewall.google.source_ranges, "0.0.0.0/0") && one(google_compute_firewall.denied.deny).protocol == "all"
    error_message = "the internet comes in"
  }
  assert {
    condition     = length(google_compute_firewall.isolated) == 2 && alltrue([for rule in google_compute_firewall.isolated : rule.priority < 1000 && rule.target_tags == toset(["nightshift-isolated"])])
    error_message = "an isolated machine is reached"
  }
}

run "rejects_pods_without_services" {
  command = plan
  variables {
    subnets    = { europe-west1 = { cidr = "10.20.0.0/20", pods = "10.24.0.0/14" } }
    flow_share = 0
  }
  expect_failures = [var.subnets, var.flow_share]
}

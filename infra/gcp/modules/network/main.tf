resource "google_compute_network" "this" {
  project                 = var.project
  name                    = var.name
  auto_create_subnetworks = false
  routing_mode            = "GLOBAL"
}

resource "google_compute_subnetwork" "this" {
  for_each = var.subnets

  project                  = var.project
  network                  = google_compute_network.this.id
  region                   = each.key
  name                     = "${var.name}-${each.key}"
  ip_cidr_range            = each.value.cidr
  private_ip_google_access = true

  dynamic "secondary_ip_range" {
    for_each = each.value.pods == null ? {} : { pods = each.value.pods, services = each.value.services }
    content {
      range_name    = secondary_ip_range.key
      ip_cidr_range = secondary_ip_range.value
    }
  }

  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    flow_sampling        = var.flow_share
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_router" "this" {
  for_each = var.subnets

  project = var.project
  network = google_compute_network.this.id
  region  = each.key
  name    = "${var.name}-${each.key}"
}

resource "google_compute_router_nat" "this" {
  for_each = var.subnets

  project                             = var.project
  region                              = each.key
  router                              = google_compute_router.this[each.key].name
  name                                = "${var.name}-${each.key}"
  nat_ip_allocate_option              = "AUTO_ONLY"
  source_subnetwork_ip_ranges_to_nat  = "ALL_SUBNETWORKS_ALL_IP_RANGES"
  enable_dynamic_port_allocation      = true
  enable_endpoint_independent_mapping = false

  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}

# Cloud SQL and Memorystore get their private addresses from this range.
resource "google_compute_global_address" "services" {
  project       = var.project
  name          = "${var.name}-services"
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  prefix_length = 16
  network       = google_compute_network.this.id
}

resource "google_service_networking_connection" "this" {
  network                 = google_compute_network.this.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.services.name]
  deletion_policy         = "ABANDON"
}

resource "google_compute_firewall" "google" {
  project       = var.project
  network       = google_compute_network.this.id
  name          = "${var.name}-google"
  description   = "Health checks and load balancers, and SSH by IAP."
  direction     = "INGRESS"
  source_ranges = ["35.191.0.0/16", "130.211.0.0/22", "35.235.240.0/20"]
  target_tags   = ["${var.name}-served"]

  allow {
    protocol = "tcp"
    ports    = concat(["22"], var.ports)
  }
}

resource "google_compute_firewall" "denied" {
  project       = var.project
  network       = google_compute_network.this.id
  name          = "${var.name}-denied"
  description   = "Everything else, and its log."
  direction     = "INGRESS"
  priority      = 65000
  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

# A machine that Nightshift isolates has this tag, and nothing reaches it or leaves it.
resource "google_compute_firewall" "isolated" {
  for_each = toset(["INGRESS", "EGRESS"])

  project            = var.project
  network            = google_compute_network.this.id
  name               = "${var.name}-isolated-${lower(each.key)}"
  description        = "The tag of quarantine-instance and isolate-instance."
  direction          = each.key
  priority           = 1
  source_ranges      = each.key == "INGRESS" ? ["0.0.0.0/0"] : null
  destination_ranges = each.key == "EGRESS" ? ["0.0.0.0/0"] : null
  target_tags        = ["nightshift-isolated"]

  deny {
    protocol = "all"
  }
}

locals {
  headers = merge({
    Strict-Transport-Security = "max-age=31536000; includeSubDomains"
    Content-Security-Policy   = "default-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
    X-Content-Type-Options    = "nosniff"
    X-Frame-Options           = "DENY"
    Referrer-Policy           = "strict-origin-when-cross-origin"
  }, var.headers)
}

resource "google_compute_global_address" "this" {
  project = var.project
  name    = var.name
}

resource "google_compute_managed_ssl_certificate" "this" {
  project = var.project
  name    = "${var.name}-${substr(sha256(join(",", var.domains)), 0, 8)}"

  managed {
    domains = var.domains
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_ssl_policy" "this" {
  project         = var.project
  name            = var.name
  profile         = "MODERN"
  min_tls_version = "TLS_1_2"
}

resource "google_compute_region_network_endpoint_group" "this" {
  for_each = var.services

  project               = var.project
  name                  = "${var.name}-${each.key}"
  region                = each.key
  network_endpoint_type = "SERVERLESS"

  cloud_run {
    service = each.value
  }
}

resource "google_compute_backend_service" "this" {
  project                 = var.project
  name                    = var.name
  protocol                = "HTTPS"
  load_balancing_scheme   = "EXTERNAL_MANAGED"
  security_policy         = var.security_policy
  enable_cdn              = var.cdn
  custom_response_headers = [for name in sort(keys(local.headers)) : "${name}: ${local.headers[name]}"]

  dynamic "backend" {
    for_each = google_compute_region_network_endpoint_group.this
    content {
      group = "projects/${var.project}/regions/${backend.key}/networkEndpointGroups/${backend.value.name}"
    }
  }

  dynamic "cdn_policy" {
    for_each = var.cdn ? [1] : []
    content {
      cache_mode                   = "USE_ORIGIN_HEADERS"
      signed_url_cache_max_age_sec = 0
      cache_key_policy {
        include_host         = true
        include_protocol     = true
        include_query_string = true
      }
    }
  }

  # A region whose answers fail is left out for a while.
  dynamic "outlier_detection" {
    for_each = length(var.services) > 1 ? [1] : []
    content {
      consecutive_errors = 5
      interval {
        seconds = 10
      }
      base_ejection_time {
        seconds = 60
      }
    }
  }

  log_config {
    enable      = true
    sample_rate = 1
  }
}

resource "google_compute_url_map" "this" {
  project         = var.project
  name            = var.name
  default_service = google_compute_backend_service.this.id
}

resource "google_compute_url_map" "redirect" {
  project = var.project
  name    = "${var.name}-redirect"

  default_url_redirect {
    https_redirect         = true
    redirect_response_code = "MOVED_PERMANENTLY_DEFAULT"
    strip_query            = false
  }
}

resource "google_compute_target_https_proxy" "this" {
  project          = var.project
  name             = var.name
  url_map          = google_compute_url_map.this.id
  ssl_certificates = [google_compute_managed_ssl_certificate.this.id]
  ssl_policy       = google_compute_ssl_policy.this.id
}

resource "google_compute_target_http_proxy" "redirect" {
  project = var.project
  name    = "${var.name}-redirect"
  url_map = google_compute_url_map.redirect.id
}

resource "google_compute_global_forwarding_rule" "this" {
  for_each = { https = { port = "443", target = google_compute_target_https_proxy.this.id }, http = { port = "80", target = google_compute_target_http_proxy.redirect.id } }

  project               = var.project
  name                  = "${var.name}-${each.key}"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this.address
  port_range            = each.value.port
  target                = each.value.target
  labels                = var.labels
}

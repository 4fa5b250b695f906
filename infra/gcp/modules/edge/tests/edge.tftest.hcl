mock_provider "google" {}

variables {
  project         = "shop-prod"
  name            = "shop"
  domains         = ["shop.example.com"]
  services        = { europe-west1 = "checkout", europe-west4 = "checkout" }
  security_policy = "projects/shop-prod/global/securityPolicies/shop"
}

run "serves_https_with_headers_behind_armor" {
  command = apply

  assert {
    condition     = google_compute_backend_service.this.security_policy == var.security_policy && length(google_compute_backend_service.this.backend) == 2 && google_compute_ssl_policy.this.min_tls_version == "TLS_1_2"
    error_message = "requests come past the firewall, or a region is missing"
  }
  assert {
    condition     = contains(google_compute_backend_service.this.custom_response_headers, "Strict-Transport-Security: max-age=31536000; includeSubDomains") && length(google_compute_backend_service.this.custom_response_headers) == 5
    error_message = "a header is missing"
  }
  assert {
    condition     = google_compute_url_map.redirect.default_url_redirect[0].https_redirect && google_compute_global_forwarding_rule.this["http"].port_range == "80"
    error_message = "HTTP does not redirect"
  }
  assert {
    condition     = google_compute_backend_service.this.outlier_detection[0].consecutive_errors == 5
    error_message = "a region that fails is not left out"
  }
}

run "one_region_needs_no_detection" {
  command = apply
  variables {
    services = { europe-west1 = "checkout" }
    cdn      = true
  }
  assert {
    condition     = length(google_compute_backend_service.this.outlier_detection) == 0 && google_compute_backend_service.this.cdn_policy[0].cache_mode == "USE_ORIGIN_HEADERS"
    error_message = "the only region can be left out, or more is cached than the application allows"
  }
}

run "rejects_urls" {
  command = plan
  variables {
    domains  = ["https://shop.example.com"]
    services = {}
  }
  expect_failures = [var.domains, var.services]
}

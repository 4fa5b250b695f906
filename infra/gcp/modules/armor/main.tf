locals {
  # By priority. Sensitivity 1 has the fewest false alarms.
  attacks = { for index, name in ["sqli", "xss", "lfi", "rfi", "rce", "methodenforcement", "scannerdetection", "protocolattack", "sessionfixation", "java"] :
    name => { priority = 2000 + 10 * index, expression = "evaluatePreconfiguredWaf('${name}-v33-stable', {'sensitivity': ${var.sensitivity}})" }
  }
}

resource "google_compute_security_policy" "this" {
  project     = var.project
  name        = var.name
  description = "Before ${var.name}. Priorities below 1,000 belong to Nightshift."
  type        = "CLOUD_ARMOR"

  adaptive_protection_config {
    layer_7_ddos_defense_config {
      enable = true
    }
  }

  advanced_options_config {
    json_parsing = "STANDARD"
    log_level    = "NORMAL"
  }
}

# Rules are resources of their own: those that Nightshift adds are not removed by an apply.
resource "google_compute_security_policy_rule" "countries" {
  count = length(var.countries) == 0 ? 0 : 1

  project         = var.project
  security_policy = google_compute_security_policy.this.name
  description     = "Other countries."
  priority        = 1000
  action          = "deny(403)"
  preview         = contains(var.preview, "countries")

  match {
    expr {
      expression = "!(${join(" || ", [for country in sort(var.countries) : "origin.region_code == '${country}'"])})"
    }
  }
}

resource "google_compute_security_policy_rule" "rate" {
  project         = var.project
  security_policy = google_compute_security_policy.this.name
  description     = "Too many requests of one address."
  priority        = 3000
  action          = "rate_based_ban"
  preview         = contains(var.preview, "rate")

  match {
    versioned_expr = "SRC_IPS_V1"
    config {
      src_ip_ranges = ["*"]
    }
  }

  rate_limit_options {
    enforce_on_key   = "IP"
    conform_action   = "allow"
    exceed_action    = "deny(429)"
    ban_duration_sec = 600
    rate_limit_threshold {
      count        = var.requests_per_minute
      interval_sec = 60
    }
  }
}

resource "google_compute_security_policy_rule" "attack" {
  for_each = local.attacks

  project         = var.project
  security_policy = google_compute_security_policy.this.name
  description     = each.key
  priority        = each.value.priority
  action          = "deny(403)"
  preview         = contains(var.preview, each.key)

  match {
    expr {
      expression = each.value.expression
    }
  }
}

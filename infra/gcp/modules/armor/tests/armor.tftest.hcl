mock_provider "google" {}

variables {
  project   = "shop-prod"
  name      = "shop"
  countries = ["DE", "AT"]
}

run "denies_attacks_floods_and_other_countries" {
  command = apply

  assert {
    condition     = length(google_compute_security_policy_rule.attack) == 10 && alltrue([for rule in google_compute_security_policy_rule.attack : rule.action == "deny(403)" && !rule.preview])
    error_message = "an attack is let in"
  }
  assert {
    condition     = google_compute_security_policy_rule.countries[0].match[0].expr[0].expression == "!(origin.region_code == 'AT' || origin.region_code == 'DE')"
    error_message = "other countries are let in"
  }
  assert {
    condition     = google_compute_security_policy_rule.rate.rate_limit_options[0].exceed_action == "deny(429)" && google_compute_security_policy_rule.rate.rate_limit_options[0].rate_limit_threshold[0].count == 300
    error_message = "floods are let in"
  }
}

run "leaves_room_for_nightshift_and_checks_attacks_before_it_allows" {
  command = apply

  assert {
    condition     = alltrue([for rule in concat(values(google_compute_security_policy_rule.attack), google_compute_security_policy_rule.countries) : rule.priority >= 1000 && rule.priority < google_compute_security_policy_rule.rate.priority])
    error_message = "a rule has a priority of Nightshift's, or comes after the rate rule, which allows"
  }
}

run "tries_a_rule_first" {
  command = apply
  variables { preview = ["sqli"] }

  assert {
    condition     = google_compute_security_policy_rule.attack["sqli"].preview && !google_compute_security_policy_rule.attack["xss"].preview
    error_message = "another rule only logs"
  }
}

run "rejects_what_cloud_armor_rejects" {
  command = plan
  variables {
    requests_per_minute = 1
    countries           = ["Germany"]
    sensitivity         = 5
  }
  expect_failures = [var.requests_per_minute, var.countries, var.sensitivity]
}

mock_provider "aws" {}

variables {
  prefix  = "shop"
  service = "shop-web"
}

run "traces_some_requests_and_no_health_checks" {
  command = plan

  assert {
    condition     = aws_xray_sampling_rule.this["health"].fixed_rate == 0 && aws_xray_sampling_rule.this["health"].reservoir_size == 0 && aws_xray_sampling_rule.this["health"].priority < aws_xray_sampling_rule.this["rest"].priority
    error_message = "health checks are traced"
  }
  assert {
    condition     = aws_xray_group.this["slow"].filter_expression == "service(\"shop-web\") AND responsetime > 2" && aws_xray_group.this["failing"].insights_configuration[0].insights_enabled
    error_message = "slow requests are not in a group"
  }
}

run "rejects_a_share_above_one" {
  command = plan
  variables {
    sampled = { all = { priority = 1, share = 100 } }
  }
  expect_failures = [var.sampled]
}

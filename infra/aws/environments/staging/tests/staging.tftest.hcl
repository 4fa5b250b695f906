mock_provider "aws" {
  override_during = plan
  mock_resource "aws_lambda_function" {
    defaults = { version = "1" }
  }
}

variables {
  remediation = { package = { s3 = { bucket = "packages", key = "remediation.zip" } }, reserved_concurrency = 5 }
}

run "is_safe_by_its_own_values" {
  command = plan

  assert {
    condition     = var.deletion_protection == true && var.log_retention_days == 30 && length(var.alarm_emails) > 0
    error_message = "the ledger can be deleted, logs are kept for another time, or nobody is told"
  }
  assert {
    condition     = join(" ", module.nightshift.functions) == "nightshift-remediation"
    error_message = "something else is deployed"
  }
}

run "with_promotion" {
  command = plan
  variables {
    promotion = { package = { s3 = { bucket = "packages", key = "promotion.zip" } } }
  }

  assert {
    condition     = length(module.nightshift.functions) == 4
    error_message = "promotion, its HTTP API or its hook is missing"
  }
}

mock_provider "aws" {
  override_during = plan
  mock_resource "aws_lambda_function" {
    defaults = { version = "1" }
  }
}

variables {
  remediation = { package = { s3 = { bucket = "packages", key = "remediation.zip" } }, reserved_concurrency = 10 }
}

run "is_safe_by_its_own_values" {
  command = plan

  assert {
    condition     = var.deletion_protection == true && var.log_retention_days == 365 && length(var.alarm_emails) > 0
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

run "with_chats_and_the_console" {
  command = plan
  variables {
    chatops = {
      package = { s3 = { bucket = "packages", key = "chatops.zip" } }
      slack   = { app = "A0123456789", team = "T0123456789" }
      oidc    = { issuer = "https://accounts.google.com", client = "nightshift" }
    }
    secrets = { slack-signing-secret = "Slack signs by it.", slack-bot-token = "Messages are sent by it.", oidc-client-secret = "The console's at the provider." }
  }

  assert {
    condition     = join(" ", module.nightshift.functions) == "nightshift-chatops nightshift-chatops-api nightshift-remediation"
    error_message = "the function of chats, or its HTTP API, is missing"
  }
}

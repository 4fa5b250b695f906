mock_provider "aws" {
  mock_resource "aws_lambda_function" {
    defaults = { version = "1", arn = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-chatops-api" }
  }
  mock_resource "aws_apigatewayv2_api" {
    defaults = { id = "a1b2c3", api_endpoint = "https://a1b2c3.execute-api.eu-central-1.amazonaws.com", execution_arn = "arn:aws:execute-api:eu-central-1:111122223333:a1b2c3" }
  }
}

variables {
  name = "nightshift-chatops"
  settings = {
    package              = { s3 = { bucket = "packages", key = "chatops.zip" } }
    memory               = 1024
    timeout              = 30
    reserved_concurrency = 5
    slack                = { app = "A0123456789", team = "T0123456789" }
    oidc                 = { issuer = "https://accounts.google.com", client = "nightshift" }
  }
  permissions = jsonencode({ Statement = [] })
  functions   = { remediation = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-remediation:live" }
  environment = { NIGHTSHIFT_TABLE = "nightshift" }
  secret_arns = {
    slack-signing-secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:nightshift/slack-signing-secret-AbCdEf"
    oidc-client-secret   = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:nightshift/oidc-client-secret-AbCdEf"
    intake-token         = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:nightshift/intake-token-AbCdEf"
  }
  key_arns         = []
  dead_letters_arn = "arn:aws:sqs:eu-central-1:111122223333:nightshift-chatops-dead-letters"
}

run "serves_what_is_configured" {
  command = apply

  assert {
    condition     = output.url == "https://a1b2c3.execute-api.eu-central-1.amazonaws.com" && output.variables["NIGHTSHIFT_CONSOLE_URL"] == output.url
    error_message = "links lead elsewhere"
  }
  assert {
    condition     = output.variables["NIGHTSHIFT_CHAT_FUNCTIONS"] == "remediation=arn:aws:lambda:eu-central-1:111122223333:function:nightshift-remediation:live"
    error_message = "it orders other functions"
  }
  assert {
    condition     = output.variables["NIGHTSHIFT_SLACK_SIGNING_SECRET"] == var.secret_arns["slack-signing-secret"] && output.variables["NIGHTSHIFT_OIDC_SECRET"] == var.secret_arns["oidc-client-secret"] && !contains(values(output.variables), var.secret_arns["intake-token"])
    error_message = "a secret is missing, or it has one that it does not need"
  }
}

run "without_a_provider_there_is_no_console" {
  command = plan
  variables {
    settings = {
      package              = { s3 = { bucket = "packages", key = "chatops.zip" } }
      memory               = 1024
      timeout              = 30
      reserved_concurrency = 5
      google_chat          = { audience = "https://chat.example/google-chat" }
    }
    secret_arns = {}
  }

  assert {
    condition     = !contains(keys(local.variables), "NIGHTSHIFT_OIDC_ISSUER") && !contains(keys(local.variables), "NIGHTSHIFT_SLACK_APP") && local.variables["NIGHTSHIFT_GOOGLE_CHAT_AUDIENCE"] == "https://chat.example/google-chat"
    error_message = "it serves what is not configured"
  }
}

run "rejects_slack_without_its_secret" {
  command = plan
  variables { secret_arns = {} }
  expect_failures = [var.secret_arns]
}

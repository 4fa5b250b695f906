mock_provider "aws" {
  mock_resource "aws_lambda_function" {
    defaults = { version = "1", arn = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-lifecycle-hook" }
  }
  mock_resource "aws_apigatewayv2_api" {
    defaults = { id = "a1b2c3", api_endpoint = "https://a1b2c3.execute-api.eu-central-1.amazonaws.com", execution_arn = "arn:aws:execute-api:eu-central-1:111122223333:a1b2c3" }
  }
}

variables {
  name             = "nightshift"
  account          = "111122223333"
  region           = "eu-central-1"
  settings         = { package = { s3 = { bucket = "packages", key = "promotion.zip" } }, memory = 512, timeout = 60, reserved_concurrency = 5 }
  permissions      = { api = jsonencode({ Statement = [] }), hook = jsonencode({ Statement = [] }) }
  environment      = { NIGHTSHIFT_TABLE = "nightshift" }
  secret_arns      = { intake-token = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:nightshift/intake-token-AbCdEf" }
  key_arns         = []
  dead_letters_arn = "arn:aws:sqs:eu-central-1:111122223333:nightshift-promotion-dead-letters"
}

run "names_its_functions_and_their_url" {
  command = apply

  assert {
    condition     = join(" ", output.functions) == "nightshift-api nightshift-lifecycle-hook"
    error_message = "promotions look for the hook by this name"
  }
  assert {
    condition     = output.variables["NIGHTSHIFT_APPROVAL_URL"] == output.url && output.variables["NIGHTSHIFT_INTAKE_TOKEN"] == var.secret_arns["intake-token"]
    error_message = "links of approvers lead elsewhere, or there is no token"
  }
  assert {
    condition     = output.lifecycle_hook.hook_target_arn == "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-lifecycle-hook"
    error_message = "ECS calls another function"
  }
}

run "rejects_an_api_without_a_token" {
  command = plan
  variables { secret_arns = {} }
  expect_failures = [var.secret_arns]
}

run "a_firewall_needs_another_handler_and_url" {
  command = plan
  variables { web_acl = {} }

  assert {
    condition     = local.functions["api"].handler == "RestApiHandler" && length(module.door) == 0 && length(module.guarded_door) == 1
    error_message = "requests come past the firewall, or the function does not read them"
  }
}

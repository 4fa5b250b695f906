mock_provider "aws" {
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:111122223333:key/nightshift" }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = { arn = "arn:aws:dynamodb:eu-central-1:111122223333:table/nightshift" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { version = "1", arn = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-lifecycle-hook" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:111122223333:nightshift-alarms" }
  }
  mock_resource "aws_apigatewayv2_api" {
    defaults = { id = "a1b2c3", api_endpoint = "https://a1b2c3.execute-api.eu-central-1.amazonaws.com", execution_arn = "arn:aws:execute-api:eu-central-1:111122223333:a1b2c3" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-central-1:111122223333:rule/nightshift" }
  }
}

override_resource {
  target = module.timers.aws_iam_role.this
  values = { arn = "arn:aws:iam::111122223333:role/nightshift-timers" }
}
override_resource {
  target = module.intake["remediation"].aws_sqs_queue.this
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:nightshift-remediation" }
}
override_resource {
  target = module.intake["remediation"].aws_sqs_queue.dead_letters
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:nightshift-remediation-dead-letters", url = "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-remediation-dead-letters" }
}
override_resource {
  target = module.intake["promotion"].aws_sqs_queue.this
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:nightshift-promotion" }
}
override_resource {
  target = module.intake["promotion"].aws_sqs_queue.dead_letters
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:nightshift-promotion-dead-letters", url = "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-promotion-dead-letters" }
}
override_resource {
  target = module.intake["rotation"].aws_sqs_queue.this
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:nightshift-rotation" }
}
override_resource {
  target = module.intake["rotation"].aws_sqs_queue.dead_letters
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:nightshift-rotation-dead-letters", url = "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-rotation-dead-letters" }
}
override_resource {
  target = module.intake["chatops"].aws_sqs_queue.this
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:nightshift-chatops" }
}
override_resource {
  target = module.intake["chatops"].aws_sqs_queue.dead_letters
  values = { arn = "arn:aws:sqs:eu-central-1:111122223333:nightshift-chatops-dead-letters", url = "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-chatops-dead-letters" }
}
override_resource {
  target = module.function["rotation"].aws_lambda_alias.this
  values = { arn = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-rotation:live" }
}
override_resource {
  target = module.secrets.aws_secretsmanager_secret.this
  values = { arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:nightshift/secret-AbCdEf" }
}

variables {
  account       = "111122223333"
  region        = "eu-central-1"
  remediation   = { package = { s3 = { bucket = "packages", key = "remediation.zip" } } }
  promotion     = { package = { s3 = { bucket = "packages", key = "promotion.zip" } } }
  rotation      = { package = { s3 = { bucket = "packages", key = "rotation.zip" } }, vpc = { subnets = ["subnet-1"], security_groups = ["sg-1"] } }
  chatops = {
    package = { s3 = { bucket = "packages", key = "chatops.zip" } }
    slack   = { app = "A0123456789", team = "T0123456789" }
    oidc    = { issuer = "https://accounts.google.com", client = "nightshift" }
  }
  secrets = {
    intake-token         = "Callers of the HTTP API send it."
    approval-secret      = "Signs the links of approvers."
    slack-signing-secret = "Slack signs by it."
    oidc-client-secret   = "The console's at the provider."
  }
  secret_values = { intake-token = "0123456789abcdef0123456789abcdef", approval-secret = "0123456789abcdef0123456789abcdef" }
  events        = { on_request = ["api-calls", "objects", "items", "tasks", "parameters", "invocations"] }
  permissions = {
    remediation = file("../../policy/remediation.json")
    promotion   = file("../../policy/promotion.json")
    hook        = file("../../policy/hook.json")
    rotation    = file("../../policy/rotation.json")
    chatops     = file("../../policy/chatops.json")
  }
  tags = { system = "nightshift" }
}

run "evaluated" {
  command = apply

  assert {
    condition     = join(" ", output.functions) == "nightshift-api nightshift-chatops nightshift-chatops-api nightshift-lifecycle-hook nightshift-promotion nightshift-remediation nightshift-rotation"
    error_message = "a function is missing"
  }
  assert {
    condition     = output.url == "https://a1b2c3.execute-api.eu-central-1.amazonaws.com" && output.lifecycle_hook.hook_target_arn == "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-lifecycle-hook" && output.rotation == "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-rotation:live"
    error_message = "the outputs name something else"
  }
}

run "remediation_alone" {
  command = plan
  variables {
    promotion   = null
    rotation    = null
    chatops     = null
    permissions = { remediation = file("../../policy/remediation.json") }
    events      = {}
    secrets     = {}
  }

  assert {
    condition     = join(" ", output.functions) == "nightshift-remediation" && output.url == null && output.lifecycle_hook == null && output.rotation == null
    error_message = "there is more than remediation"
  }
}

run "a_firewall_before_the_api" {
  command = plan
  variables { web_acl = { countries = ["DE"] } }

  assert {
    condition     = length(module.promotion["promotion"].functions) == 2
    error_message = "the firewall costs a function"
  }
}

run "another_partition_and_name" {
  command = plan
  variables {
    name      = "night-eu"
    partition = "aws-us-gov"
  }

  assert {
    condition     = !strcontains(local.permissions.remediation, "arn:aws:") && strcontains(local.permissions.remediation, "schedule/night-eu/*") && !strcontains(local.permissions.promotion, "$${")
    error_message = "the permissions name another partition or installation, or a name is not filled in"
  }
}

run "members_are_told_admitted_and_assumed" {
  command = apply
  variables {
    members      = [{ role = "arn:aws:iam::222233334444:role/nightshift", externalId = "shop-0123456789abcdef" }]
    organization = "o-0123456789"
  }

  assert {
    condition     = jsondecode(local.variables["NIGHTSHIFT_MEMBER_ACCOUNTS"]) == [{ role = "arn:aws:iam::222233334444:role/nightshift", externalId = "shop-0123456789abcdef" }]
    error_message = "the functions do not know the member"
  }
  assert {
    condition     = alltrue([for name in ["remediation", "promotion"] : [for statement in jsondecode(local.permissions[name]).Statement : statement.Resource if statement.Sid == "Members"] == [["arn:aws:iam::222233334444:role/nightshift"]]]) && !strcontains(local.permissions["hook"], "sts:AssumeRole")
    error_message = "a function may not assume the role, or more may than have to"
  }
  assert {
    condition     = output.bus_arn == "arn:aws:events:eu-central-1:111122223333:event-bus/default"
    error_message = "the bus does not admit the member"
  }
}

run "without_members_no_other_account_is_reached" {
  command = plan

  assert {
    condition     = !contains(keys(local.variables), "NIGHTSHIFT_MEMBER_ACCOUNTS") && !strcontains(local.permissions["remediation"], "sts:AssumeRole") && output.bus_arn == null
    error_message = "another account is reached"
  }
}

run "rejects_two_roles_of_one_account" {
  command = plan
  variables {
    members = [for name in ["a", "b"] : { role = "arn:aws:iam::222233334444:role/${name}", externalId = "shop-0123456789abcdef" }]
  }
  expect_failures = [var.members]
}

run "rejects_a_member_that_is_no_role" {
  command = plan
  variables { members = [{ role = "arn:aws:iam::222233334444:root", externalId = "shop-0123456789abcdef" }] }
  expect_failures = [var.members]
}

run "rejects_a_secret_as_a_variable" {
  command = plan
  variables { variables = { NIGHTSHIFT_WEBHOOK_TEAM_KEY = "canary" } }
  expect_failures = [var.variables]
}

run "rejects_what_is_no_account_region_or_name" {
  command = plan
  variables {
    account = "shop"
    region  = "Frankfurt"
    name    = "Night Shift"
  }
  expect_failures = [var.account, var.region, var.name]
}

run "rejects_a_policy_that_is_too_long_for_a_variable" {
  command = plan
  variables { policy = { text = join("", [for number in range(600) : "rules"]) } }
  expect_failures = [var.policy]
}

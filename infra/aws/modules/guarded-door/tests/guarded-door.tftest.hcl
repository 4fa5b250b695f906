mock_provider "aws" {
  mock_resource "aws_api_gateway_rest_api" {
    defaults = { id = "a1b2c3", execution_arn = "arn:aws:execute-api:eu-central-1:111122223333:a1b2c3" }
  }
  mock_resource "aws_api_gateway_stage" {
    defaults = { arn = "arn:aws:apigateway:eu-central-1::/restapis/a1b2c3/stages/live" }
  }
  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/nightshift/1" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:111122223333:log-group:nightshift" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/nightshift-api-logs" }
  }
}

variables {
  name         = "nightshift"
  region       = "eu-central-1"
  function     = { name = "nightshift-api", alias_invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/f:live/invocations" }
  alarm_topics = ["arn:aws:sns:eu-central-1:111122223333:nightshift-alarms"]
  tags         = { system = "nightshift" }
}

run "the_web_acl_is_before_the_stage" {
  command = apply

  assert {
    condition     = aws_wafv2_web_acl_association.this.resource_arn == "arn:aws:apigateway:eu-central-1::/restapis/a1b2c3/stages/live" && aws_wafv2_web_acl.this.scope == "REGIONAL"
    error_message = "requests come past the firewall"
  }
  assert {
    condition     = toset([for rule in aws_wafv2_web_acl.this.rule : rule.name]) == toset(["rate", "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"]) && length(distinct([for rule in aws_wafv2_web_acl.this.rule : rule.priority])) == 4
    error_message = "a rule is missing, or two have one priority"
  }
  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : !rule.visibility_config[0].sampled_requests_enabled])
    error_message = "samples of requests have the links of approvers"
  }
  assert {
    condition     = length(aws_wafv2_web_acl_logging_configuration.this.redacted_fields) == 2 && one(aws_wafv2_web_acl_logging_configuration.this.logging_filter).default_behavior == "DROP"
    error_message = "the log has tokens or links"
  }
}

run "routes_only_what_the_function_serves" {
  command = apply

  assert {
    condition     = toset([for method in aws_api_gateway_method.this : "${method.http_method} ${method.authorization}"]) == toset(["GET NONE", "POST NONE"]) && toset(keys(aws_api_gateway_method.this)) == toset(["GET approve", "GET healthz", "POST approve", "POST signals"])
    error_message = "other routes than those of docs/promotion-aws.md"
  }
  assert {
    condition     = output.url == "https://a1b2c3.execute-api.eu-central-1.amazonaws.com/live" && aws_api_gateway_stage.this.stage_name == "live"
    error_message = "senders and approvers get another URL"
  }
  assert {
    condition     = aws_lambda_permission.this.qualifier == "live" && aws_lambda_permission.this.source_arn == "arn:aws:execute-api:eu-central-1:111122223333:a1b2c3/*/*/*"
    error_message = "the API may not call the alias, or others may"
  }
  assert {
    condition     = alltrue([for integration in aws_api_gateway_integration.this : integration.type == "AWS_PROXY" && integration.integration_http_method == "POST" && integration.timeout_milliseconds <= 29000])
    error_message = "the function does not get the request"
  }
  assert {
    condition     = aws_api_gateway_rest_api.this.binary_media_types == tolist(["*/*"])
    error_message = "a signature would not be that of the bytes"
  }
}

run "limits_and_logs_requests_without_their_query" {
  command = apply

  assert {
    condition     = aws_api_gateway_method_settings.this.settings[0].throttling_rate_limit == 10 && !aws_api_gateway_method_settings.this.settings[0].data_trace_enabled && aws_api_gateway_method_settings.this.settings[0].logging_level == "OFF"
    error_message = "requests are not limited, or logged whole"
  }
  assert {
    condition     = !strcontains(aws_api_gateway_stage.this.access_log_settings[0].format, "context.path") && alltrue([for group in aws_cloudwatch_log_group.this : group.retention_in_days == 90])
    error_message = "the log has signed links, or is kept forever"
  }
}

run "alarms_and_tags" {
  command = apply

  assert {
    condition     = output.alarms == tolist(["nightshift-blocked", "nightshift-refused", "nightshift-server-errors"])
    error_message = "an alarm is missing"
  }
  assert {
    condition     = aws_api_gateway_stage.this.tags["system"] == "nightshift" && aws_wafv2_web_acl.this.tags["system"] == "nightshift"
    error_message = "a resource has no tags"
  }
}

run "lets_in_chosen_countries_only" {
  command = apply
  variables { web_acl = { countries = ["DE", "FR"], account_logs = false } }

  assert {
    condition     = length(aws_wafv2_web_acl.this.rule) == 5 && length(aws_api_gateway_account.this) == 0
    error_message = "countries are not limited, or the account's setting is taken over"
  }
}

run "rejects_no_limit_and_what_is_no_country" {
  command = plan
  variables {
    web_acl             = { requests_per_5_minutes = 1, countries = ["Germany"] }
    requests_per_second = 100000
  }
  expect_failures = [var.web_acl, var.requests_per_second]
}

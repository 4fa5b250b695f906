mock_provider "aws" {
  mock_resource "aws_apigatewayv2_api" {
    defaults = { id = "a1b2c3", execution_arn = "arn:aws:execute-api:eu-central-1:111122223333:a1b2c3" }
  }
}

variables {
  name     = "nightshift"
  function = { name = "nightshift-promotion-api", alias_invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/f:live/invocations" }
  tags     = { system = "nightshift" }
}

run "routes_only_what_the_function_serves" {
  command = apply

  assert {
    condition     = join(" ", keys(aws_apigatewayv2_route.this)) == "GET /approve GET /healthz POST /approve POST /signals"
    error_message = "other routes than those of docs/promotion-aws.md"
  }
  assert {
    condition     = aws_lambda_permission.this.qualifier == "live" && aws_lambda_permission.this.source_arn == "arn:aws:execute-api:eu-central-1:111122223333:a1b2c3/*/*"
    error_message = "the API may not call the alias, or others may"
  }
  assert {
    condition     = aws_apigatewayv2_integration.this.payload_format_version == "2.0" && aws_apigatewayv2_stage.this.name == "$default"
    error_message = "the function reads payload format 2.0 on $default"
  }
}

run "limits_and_logs_requests_without_their_query" {
  command = apply

  assert {
    condition     = aws_apigatewayv2_stage.this.default_route_settings[0].throttling_rate_limit == 10 && aws_apigatewayv2_stage.this.default_route_settings[0].throttling_burst_limit == 20
    error_message = "requests are not limited"
  }
  assert {
    condition     = !strcontains(aws_apigatewayv2_stage.this.access_log_settings[0].format, "path") && aws_cloudwatch_log_group.this.retention_in_days == 90
    error_message = "the log has signed links, or is kept forever"
  }
}

run "alarms_and_tags" {
  command = apply

  assert {
    condition     = output.alarms == tolist(["nightshift-refused", "nightshift-server-errors"])
    error_message = "an alarm is missing"
  }
  assert {
    condition     = aws_apigatewayv2_api.this.tags["system"] == "nightshift" && aws_apigatewayv2_stage.this.tags["system"] == "nightshift"
    error_message = "a resource has no tags"
  }
}

run "rejects_no_limit" {
  command = plan
  variables { requests_per_second = 100000 }
  expect_failures = [var.requests_per_second]
}

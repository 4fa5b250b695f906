# The function behind it authenticates every caller itself.
resource "aws_apigatewayv2_api" "this" {
  name          = var.name
  description   = "Requests to ${var.name}."
  protocol_type = "HTTP"
  tags          = var.tags
}

resource "aws_apigatewayv2_integration" "this" {
  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_uri        = var.function.alias_invoke_arn
  payload_format_version = "2.0"
  timeout_milliseconds   = 30000
}

resource "aws_apigatewayv2_route" "this" {
  for_each = toset(var.routes)

  api_id    = aws_apigatewayv2_api.this.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.this.id}"
}

resource "aws_apigatewayv2_stage" "this" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true
  tags        = var.tags

  default_route_settings {
    throttling_rate_limit    = var.requests_per_second
    throttling_burst_limit   = var.requests_per_second * 2
    detailed_metrics_enabled = true
  }

  # No path and no query: the links of approvers are signed in theirs.
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.this.arn
    format = jsonencode({
      request = "$context.requestId"
      at      = "$context.requestTimeEpoch"
      route   = "$context.routeKey"
      status  = "$context.status"
      caller  = "$context.identity.sourceIp"
      millis  = "$context.responseLatency"
      error   = "$context.integrationErrorMessage"
    })
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/apigateway/${var.name}"
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

# Without the qualifier and the source nothing would be called, silently (terraform-aws-eventbridge#55).
resource "aws_lambda_permission" "this" {
  statement_id  = "AllowHttpApi"
  action        = "lambda:InvokeFunction"
  function_name = var.function.name
  qualifier     = "live"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*/*"
  depends_on    = [aws_apigatewayv2_integration.this] # by which the alias exists
}

module "alarms" {
  source       = "../alarms"
  prefix       = var.name
  alarm_topics = var.alarm_topics
  tags         = var.tags
  alarms = {
    for name, alarm in {
      server-errors = { metric = "5xx", threshold = 3, description = "Requests fail in the function or time out after 30 s." }
      refused       = { metric = "4xx", threshold = 200, description = "200 requests were refused in five minutes: somebody guesses, or a sender has a wrong token." }
    } : name => merge(alarm, { namespace = "AWS/ApiGateway", dimensions = { ApiId = aws_apigatewayv2_api.this.id } })
  }
}

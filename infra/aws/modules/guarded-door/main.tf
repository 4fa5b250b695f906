# POST /signals, GET and POST /approve, GET /healthz behind a web ACL: the function authenticates every caller itself.
locals {
  domain = var.partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"

  stage = "live"
  methods = {
    "POST signals" = { part = "signals", method = "POST" }
    "GET approve"  = { part = "approve", method = "GET" }
    "POST approve" = { part = "approve", method = "POST" }
    "GET healthz"  = { part = "healthz", method = "GET" }
  }
}

# Bodies as their bytes: signatures of webhooks cover them.
resource "aws_api_gateway_rest_api" "this" {
  name               = var.name
  description        = "Signals and approvals of Nightshift."
  binary_media_types = ["*/*"]
  tags               = var.tags

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "this" {
  for_each = toset(values(local.methods)[*].part)

  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_rest_api.this.root_resource_id
  path_part   = each.key
}

resource "aws_api_gateway_method" "this" {
  for_each = local.methods

  rest_api_id   = aws_api_gateway_rest_api.this.id
  resource_id   = aws_api_gateway_resource.this[each.value.part].id
  http_method   = each.value.method
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "this" {
  for_each = local.methods

  rest_api_id             = aws_api_gateway_rest_api.this.id
  resource_id             = aws_api_gateway_resource.this[each.value.part].id
  http_method             = aws_api_gateway_method.this[each.key].http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = var.function.alias_invoke_arn
  timeout_milliseconds    = 29000
}

# A change of routes is only live by a new deployment.
resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  triggers    = { routes = sha256(jsonencode([local.methods, var.function.alias_invoke_arn])) }
  depends_on  = [aws_api_gateway_integration.this]

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "this" {
  rest_api_id          = aws_api_gateway_rest_api.this.id
  deployment_id        = aws_api_gateway_deployment.this.id
  stage_name           = local.stage
  xray_tracing_enabled = true
  tags                 = var.tags

  # No path and no query: the links of approvers are signed in theirs.
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.this["/aws/apigateway/${var.name}"].arn
    format = jsonencode({
      request = "$context.requestId"
      at      = "$context.requestTimeEpoch"
      route   = "$context.resourcePath"
      method  = "$context.httpMethod"
      status  = "$context.status"
      caller  = "$context.identity.sourceIp"
      millis  = "$context.responseLatency"
      error   = "$context.integration.error"
      waf     = "$context.waf.status"
    })
  }

  depends_on = [aws_api_gateway_account.this]
}

resource "aws_api_gateway_method_settings" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "*/*"

  # Execution logs would have whole requests.
  settings {
    metrics_enabled        = true
    logging_level          = "OFF"
    data_trace_enabled     = false
    throttling_rate_limit  = var.requests_per_second
    throttling_burst_limit = var.requests_per_second * 2
  }
}

# A log group of WAF has to begin with aws-waf-logs-.
resource "aws_cloudwatch_log_group" "this" {
  for_each = toset(["/aws/apigateway/${var.name}", "aws-waf-logs-${var.name}"])

  name              = each.key
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

# Without the qualifier and the source nothing would be called, silently (terraform-aws-eventbridge#55).
resource "aws_lambda_permission" "this" {
  statement_id  = "AllowRestApi"
  action        = "lambda:InvokeFunction"
  function_name = var.function.name
  qualifier     = "live"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.this.execution_arn}/*/*/*"
  depends_on    = [aws_api_gateway_integration.this] # by which the alias exists
}

module "alarms" {
  source       = "../alarms"
  prefix       = var.name
  alarm_topics = var.alarm_topics
  tags         = var.tags
  alarms = merge({
    for name, alarm in {
      server-errors = { metric = "5XXError", threshold = 3, description = "Requests fail in the function or time out after 29 s." }
      refused       = { metric = "4XXError", threshold = 200, description = "200 requests were refused in five minutes: somebody guesses, or a sender has a wrong token." }
    } : name => merge(alarm, { namespace = "AWS/ApiGateway", dimensions = { ApiName = var.name, Stage = aws_api_gateway_stage.this.stage_name } })
    }, {
    blocked = {
      description = "The web ACL blocked 1,000 requests in five minutes: an attack, or a rule that does not fit a sender. The log is aws-waf-logs-${var.name}."
      namespace   = "AWS/WAFV2"
      metric      = "BlockedRequests"
      dimensions  = { WebACL = aws_wafv2_web_acl.this.name, Rule = "ALL", Region = var.region }
      threshold   = 1000
    }
  })
}

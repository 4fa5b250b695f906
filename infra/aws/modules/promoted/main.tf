# A function that promotions deploy: Terraform makes it, Nightshift moves it. What Nightshift changes is ignored here and nowhere else.
resource "aws_lambda_function" "this" {
  function_name = var.name
  description   = var.description
  role          = var.role_arn
  package_type  = "Image"
  image_uri     = var.first_image
  architectures = [var.architecture]
  memory_size   = var.memory
  timeout       = var.timeout
  publish       = true
  tags          = var.tags

  environment {
    variables = var.environment
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  tracing_config {
    mode = "Active"
  }

  lifecycle {
    ignore_changes = [image_uri, source_code_hash]
  }
}

resource "aws_lambda_alias" "this" {
  name             = var.alias
  description      = "Moved by Nightshift's promotions."
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version

  lifecycle {
    ignore_changes = [function_version, routing_config]
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

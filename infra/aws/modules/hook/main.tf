# ECS assumes this role to call the hook's function before it gives traffic.
resource "aws_iam_role" "this" {
  name                 = "${var.function_name}-caller"
  description          = "By which ECS calls ${var.function_name}."
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "call"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Call", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = [var.function_arn, "${var.function_arn}:*"] }]
  })
}

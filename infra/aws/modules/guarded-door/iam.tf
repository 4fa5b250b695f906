# By which API Gateway writes access logs of REST APIs: one setting in each account and region.
resource "aws_iam_role" "logs" {
  count = var.web_acl.account_logs ? 1 : 0

  name                 = "${var.name}-api-logs"
  description          = "By which API Gateway writes its logs."
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "apigateway.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  count = var.web_acl.account_logs ? 1 : 0

  role       = aws_iam_role.logs[0].name
  policy_arn = "arn:${var.partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
}

resource "aws_api_gateway_account" "this" {
  count = var.web_acl.account_logs ? 1 : 0

  cloudwatch_role_arn = aws_iam_role.logs[0].arn
  depends_on          = [aws_iam_role_policy_attachment.logs]
}

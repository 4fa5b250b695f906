# In a member account: the role that the host assumes, and the events that go to the host's bus.
locals {
  tag = "nightshift:run"
}

resource "aws_iam_role" "this" {
  name                 = var.name
  description          = "By which Nightshift of another account works here."
  max_session_duration = 3600
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Assume"
        Effect    = "Allow"
        Principal = { AWS = sort(var.host_role_arns) }
        Action    = ["sts:AssumeRole"]
        Condition = { StringEquals = { "sts:ExternalId" = var.external_id }, StringLike = { "aws:RequestTag/${local.tag}" = "*" } }
      },
      {
        Sid       = "Tag"
        Effect    = "Allow"
        Principal = { AWS = sort(var.host_role_arns) }
        Action    = ["sts:TagSession"]
        Condition = { StringLike = { "aws:RequestTag/${local.tag}" = "*" }, "ForAllValues:StringEquals" = { "aws:TagKeys" = [local.tag] } }
      },
    ]
  })
}

module "work" {
  source   = "../permissions"
  role     = aws_iam_role.this.name
  document = var.permissions
  tags     = var.tags
}

# EventBridge writes the account of this account into each event: that is what the host trusts.
module "events" {
  source               = "../forward"
  name                 = var.name
  patterns             = var.patterns
  bus_arn              = var.host_bus_arn
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

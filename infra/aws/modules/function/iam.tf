resource "aws_iam_role" "this" {
  name                 = var.name
  description          = "By which ${var.name} works."
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

# What the function's own calls need: the document that `nightshift iam --cloud aws --json` prints.
module "work" {
  source   = "../permissions"
  role     = aws_iam_role.this.name
  document = var.policy
  tags     = var.tags
}

# What Lambda does in the function's name. InfraPermissionsTest holds this list.
resource "aws_iam_role_policy" "platform" {
  name = "platform"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        { Sid = "OnFailure", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = [var.dead_letters_arn] },
        { Sid = "Tracing", Effect = "Allow", Action = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], Resource = ["*"] },
      ],
      [for arn in values(var.queues) : {
        Sid      = "Trigger"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = [arn]
      }],
      # Network interfaces have no ARN before they exist.
      var.vpc == null ? [] : [{
        Sid    = "Network"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = ["*"]
      }],
      length(var.key_arns) == 0 ? [] : [{
        Sid      = "Keys"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
        Resource = var.key_arns
      }],
    )
  })
}

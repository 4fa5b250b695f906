resource "aws_iam_role" "this" {
  name                 = "${var.name}-web"
  description          = "The instances of ${var.name}."
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

# Systems Manager installs the CloudWatch agent, which sends metrics, and spans to X-Ray.
resource "aws_iam_role_policy_attachment" "this" {
  for_each = toset(["AmazonSSMManagedInstanceCore", "CloudWatchAgentServerPolicy", "AWSXRayDaemonWriteAccess"])

  role       = aws_iam_role.this.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_iam_role_policy" "this" {
  name = "application"
  role = aws_iam_role.this.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        { Sid = "Login", Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = "*" },
        { Sid = "Image", Effect = "Allow", Action = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], Resource = var.may.repositories },
        { Sid = "Logs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "${var.may.log_group}:*" },
      ],
      length(var.may.secrets) == 0 ? [] : [{ Sid = "Secrets", Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = var.may.secrets }],
      length(var.may.keys) == 0 ? [] : [{ Sid = "Keys", Effect = "Allow", Action = ["kms:Decrypt"], Resource = var.may.keys }],
      length(var.may.buckets) == 0 ? [] : [{ Sid = "Archive", Effect = "Allow", Action = ["s3:PutObject"], Resource = [for bucket in var.may.buckets : "${bucket}/*"] }],
    )
  })
}

resource "aws_iam_instance_profile" "this" {
  name = "${var.name}-web"
  role = aws_iam_role.this.name
  tags = var.tags
}

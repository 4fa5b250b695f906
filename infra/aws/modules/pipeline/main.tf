# How a pipeline plans and applies without a key: its OIDC token, of one repository, stands for one of two roles.
# Plans run on every branch and only read. Applies run on the main branch, by the environment that somebody approves.
locals {
  issuer    = trimprefix(var.issuer, "https://")
  arn       = "arn:${var.partition}"
  functions = "${local.arn}:lambda:*:${var.account}:function:${var.name}-*"
  roles = {
    plan  = { title = "plans", subjects = var.subjects.plan, policies = var.plan_policies }
    apply = { title = "applies", subjects = var.subjects.apply, policies = var.apply_policies }
  }

  statements = {
    plan = []
    apply = [
      # infra/pause: an order to the function, around the apply.
      { Sid = "Pause", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = ["${local.functions}:live"] },
      {
        Sid    = "Roles"
        Effect = "Allow"
        Action = [
          "iam:AttachRolePolicy", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateRole", "iam:DeletePolicy", "iam:DeletePolicyVersion",
          "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePolicy", "iam:TagPolicy", "iam:TagRole",
          "iam:UntagPolicy", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription",
        ]
        Resource = [for kind in ["policy", "role"] : "${local.arn}:iam::${var.account}:${kind}/${var.name}-*"]
      },
      {
        Sid       = "PassRoles"
        Effect    = "Allow"
        Action    = ["iam:PassRole"]
        Resource  = ["${local.arn}:iam::${var.account}:role/${var.name}-*"]
        Condition = { StringEquals = { "iam:PassedToService" = ["apigateway.amazonaws.com", "ecs.amazonaws.com", "events.amazonaws.com", "lambda.amazonaws.com", "scheduler.amazonaws.com"] } }
      },
      # Its own rights are beyond it, or an apply could give itself any.
      { Sid = "NotItself", Effect = "Deny", Action = ["iam:*"], Resource = [for role in ["plan", "apply"] : "${local.arn}:iam::${var.account}:role/${var.name}-pipeline-${role}"] },
    ]
  }

  state = [
    { Sid = "State", Effect = "Allow", Action = ["s3:GetObject"], Resource = ["${local.arn}:s3:::${var.state_bucket}/*"] },
    { Sid = "Lock", Effect = "Allow", Action = ["s3:DeleteObject", "s3:PutObject"], Resource = ["${local.arn}:s3:::${var.state_bucket}/*.tflock"] },
    { Sid = "States", Effect = "Allow", Action = ["s3:ListBucket"], Resource = ["${local.arn}:s3:::${var.state_bucket}"] },
  ]
}

resource "aws_iam_openid_connect_provider" "this" {
  count = var.existing_provider ? 0 : 1

  url            = var.issuer
  client_id_list = ["sts.amazonaws.com"]
  tags           = var.tags
}

resource "aws_iam_role" "this" {
  for_each = local.roles

  name                 = "${var.name}-pipeline-${each.key}"
  description          = "By which the pipeline of Nightshift ${each.value.title}."
  max_session_duration = 3600
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags

  # Without the subject, the tokens of every repository in the world would do.
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Tokens"
      Effect    = "Allow"
      Principal = { Federated = "${local.arn}:iam::${var.account}:oidc-provider/${local.issuer}" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = { StringEquals = { "${local.issuer}:aud" = "sts.amazonaws.com", "${local.issuer}:sub" = sort(each.value.subjects) } }
    }]
  })

  depends_on = [aws_iam_openid_connect_provider.this]
}

resource "aws_iam_role_policy" "this" {
  for_each = local.roles

  name = "pipeline"
  role = aws_iam_role.this[each.key].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.state, each.key == "apply" ? [merge(local.state[1], { Sid = "WriteState", Resource = local.state[0].Resource })] : [], local.statements[each.key])
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = merge([for name, role in local.roles : { for policy in role.policies : "${name} ${policy}" => { role = name, policy = policy } }]...)

  role       = aws_iam_role.this[each.value.role].name
  policy_arn = "${local.arn}:iam::aws:policy/${each.value.policy}"
}

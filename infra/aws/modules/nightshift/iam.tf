# What `nightshift iam` printed (infra/aws/policy/permissions), with the names of this installation.
locals {
  dead_letters = { for name in keys(local.documents) : name => "${var.name}-${name == "hook" ? "promotion" : name}-dead-letters" }
  documents    = { for name, text in var.permissions : name => text if text != null }

  filled = { for name, text in local.documents : name => jsondecode(replace(replace(replace(replace(replace(replace(replace(replace(text,
    "$${account}", var.account),
    "$${region}", var.region),
    "$${table}", var.name),
    "$${queue}", local.dead_letters[name]),
    "$${scheduler_role}", "${local.arn}:iam::${var.account}:role/${var.name}-timers"),
    "$${secrets}", "${local.arn}:secretsmanager:${var.region}:${var.account}:secret:${var.name}/*"),
    ":schedule/nightshift/", ":schedule/${var.name}/"),
    "arn:aws:", "${local.arn}:"))
  }

  # Of other accounts the list is in `members`, whatever `nightshift iam --member` was given.
  members = {
    Sid      = "Members"
    Effect   = "Allow"
    Action   = ["sts:AssumeRole", "sts:TagSession"]
    Resource = sort(var.members[*].role)
  }

  permissions = { for name, document in local.filled : name => jsonencode(merge(document, {
    Statement = concat(
      [for statement in document.Statement : statement if try(statement.Sid, "") != local.members.Sid],
      [for statement in [local.members] : statement if length(var.members) > 0 && name != "hook"],
    )
  })) }
}

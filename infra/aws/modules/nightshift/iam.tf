# What `nightshift iam` printed (infra/aws/policy/permissions), with the names of this installation.
locals {
  dead_letters = { remediation = "${var.name}-remediation-dead-letters", promotion = "${var.name}-promotion-dead-letters", hook = "${var.name}-promotion-dead-letters", rotation = "${var.name}-rotation-dead-letters" }
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

  permissions = { for name, document in local.filled : name => jsonencode(document) }
}

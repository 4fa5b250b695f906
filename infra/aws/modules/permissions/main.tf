# IAM allows a role 10,240 characters of inline policies, and 10 managed policies of 6,144 characters each: a document of all of
# Nightshift's actions needs more than the first. So it is cut between its statements.
locals {
  statements = jsondecode(var.document).Statement
  sizes      = [for statement in local.statements : length(jsonencode(statement)) + 1]
  frame      = length(jsonencode({ Version = "2012-10-17", Statement = [] }))

  # A policy begins below a multiple of this, so that its last statement, however long, has room.
  step = 6144 - local.frame - max(0, local.sizes...)

  parts = [for position, size in local.sizes : floor(sum(concat([0], slice(local.sizes, 0, position))) / local.step)]
  documents = {
    for part in distinct(local.parts) : tostring(part) => jsonencode({
      Version   = "2012-10-17"
      Statement = [for position, statement in local.statements : statement if local.parts[position] == part]
    })
  }
}

resource "aws_iam_policy" "this" {
  for_each = local.documents

  name        = "${var.role}-${each.key}"
  description = "What ${var.role} may do, part ${each.key + 1} of ${length(local.documents)}."
  policy      = each.value
  tags        = var.tags

  lifecycle {
    precondition {
      condition     = length(local.documents) <= 10
      error_message = "A role may have ten policies, and this document needs ${length(local.documents)}: give `nightshift iam` the policy, so that it prints only what the policy uses."
    }
  }
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = local.documents

  role       = var.role
  policy_arn = aws_iam_policy.this[each.key].arn
}

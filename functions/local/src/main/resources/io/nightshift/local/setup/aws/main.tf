module "nightshift" {
  source = "@@modules@@/nightshift"

  account      = var.account
  region       = var.region
  partition    = "@@partition@@"
  alarm_emails = var.alarm_emails
  policy       = { text = file("${path.module}/nightshift.yaml") }
  tags         = { system = "nightshift" }

  # A function: its package and limits, and its rights as `nightshift iam` wrote them.
  remediation = var.remediation
  permissions = { remediation = file("${path.module}/remediation.iam.json") }

  # Other accounts (docs/several-accounts.md).
  members = var.members
}

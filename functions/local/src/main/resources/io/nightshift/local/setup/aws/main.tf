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

  # Other accounts (docs/several-accounts.md). Only EventBridge rules and topics of this account fill the queue.
  variables = length(var.members) == 0 ? {} : {
    NIGHTSHIFT_MEMBER_ACCOUNTS = jsonencode(var.members)
    NIGHTSHIFT_MEMBER_QUEUES   = "arn:@@partition@@:sqs:${var.region}:${var.account}:nightshift-remediation"
  }
}

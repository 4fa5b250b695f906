module "nightshift" {
  source = "@@modules@@/project"

  project = var.project
  region  = var.region
  emails  = var.emails
  labels  = { system = "nightshift" }

  functions = {
    # A function: its image, the events that reach it, its policy, and its rights as `nightshift iam` wrote them.
    nightshift = merge(var.remediation, { members = var.members, policy = file("${path.module}/nightshift.yaml"), grants = jsondecode(file("${path.module}/nightshift.iam.json")) })
  }
}

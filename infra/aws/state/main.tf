# The buckets of Terraform's state and of packages, once for each account. Their own state stays on the machine that makes them: keep
# terraform.tfstate, or import the buckets if it is lost.
module "bucket" {
  source   = "../modules/store"
  for_each = { state = 365, packages = 90 }

  name             = "nightshift-${each.key}-${var.account}"
  old_version_days = each.value
  tags             = { system = "nightshift" }
}

# Only if pipelines apply.
module "pipeline" {
  source   = "../modules/pipeline"
  for_each = var.subjects == null ? toset([]) : toset(["pipeline"])

  account      = var.account
  state_bucket = module.bucket["state"].name
  subjects     = var.subjects
  tags         = { system = "nightshift" }
}

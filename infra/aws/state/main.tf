# The bucket of Terraform's state, once for each account. Its own state stays on the machine that makes it: keep
# terraform.tfstate, or import the bucket if it is lost.
module "bucket" {
  source           = "../modules/store"
  name             = "nightshift-state-${var.account}"
  old_version_days = 365
  tags             = { system = "nightshift" }
}

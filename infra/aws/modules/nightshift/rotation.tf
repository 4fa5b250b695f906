# What lets Secrets Manager call the function.
module "rotation" {
  source   = "../rotation"
  for_each = var.rotation == null ? toset([]) : toset(["rotation"])

  function_name = module.function["rotation"].name
  alias_arn     = module.function["rotation"].alias_arn
  account       = var.account
}

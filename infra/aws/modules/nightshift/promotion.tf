# Promotion's HTTP API and its hook of ECS.
module "promotion" {
  source   = "../promotion"
  for_each = local.promoting ? toset(["promotion"]) : toset([])

  name                 = var.name
  account              = var.account
  region               = var.region
  partition            = var.partition
  settings             = var.promotion
  permissions          = { api = local.permissions.promotion, hook = local.permissions.hook }
  secret_arns          = module.secrets.arns
  key_arns             = [module.ledger.key_arn, module.secrets.key_arn]
  dead_letters_arn     = module.intake["promotion"].dead_letters_arn
  requests_per_second  = var.requests_per_second
  web_acl              = var.web_acl
  runtime              = var.runtime
  log_retention_days   = var.log_retention_days
  permissions_boundary = var.permissions_boundary
  alarm_topics         = [module.self_watch.topic_arn]
  tags                 = var.tags
  environment = merge(local.variables, {
    NIGHTSHIFT_WAKE_TARGET_ARN       = local.alias_arns["promotion"]
    NIGHTSHIFT_DEAD_LETTER_QUEUE_URL = module.intake["promotion"].dead_letters_url
  })
}

# Chats and the console: their HTTP API, beside the function that the timer of `functions` starts.
module "chatops" {
  source   = "../chatops"
  for_each = var.chatops == null ? toset([]) : toset(["chatops"])

  name                 = "${var.name}-chatops"
  settings             = var.chatops
  permissions          = local.permissions.chatops
  functions            = { for name, arn in local.alias_arns : name => arn if name != "chatops" }
  secret_arns          = module.secrets.arns
  key_arns             = [module.ledger.key_arn, module.secrets.key_arn]
  dead_letters_arn     = module.intake["chatops"].dead_letters_arn
  requests_per_second  = var.requests_per_second
  runtime              = var.runtime
  log_retention_days   = var.log_retention_days
  permissions_boundary = var.permissions_boundary
  alarm_topics         = [module.self_watch.topic_arn]
  tags                 = var.tags
  environment = merge(local.variables, {
    NIGHTSHIFT_WAKE_TARGET_ARN       = local.alias_arns["chatops"]
    NIGHTSHIFT_WAKE_DEAD_LETTER_ARN  = module.intake["chatops"].dead_letters_arn
    NIGHTSHIFT_DEAD_LETTER_QUEUE_URL = module.intake["chatops"].dead_letters_url
  })
}

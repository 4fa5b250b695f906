# Nightshift in one account and region: what each environment deploys.
locals {
  arn       = "arn:${var.partition}"
  promoting = var.promotion != null

  # A function is a line here: how often it sweeps, its class in io.nightshift, the events that reach it, and its own settings.
  known = {
    remediation = { sweep_minutes = 1, handler = "remediation.aws.RemediationHandler", description = "Acts on alarms and events.", patterns = merge(module.patterns.remediation, var.events.own) }
    promotion   = { sweep_minutes = 5, handler = "promotion.entry.aws.PromotionHandler", description = "Promotes images from push to production.", patterns = module.patterns.promotion }
    rotation    = { sweep_minutes = 1, handler = "rotation.aws.RotationHandler", description = "Rotates secrets.", patterns = module.patterns.rotation }
    backup      = { sweep_minutes = 1, handler = "backup.entry.aws.BackupHandler", description = "Verifies backups by restoring them.", patterns = module.patterns.backup }
    chatops     = { sweep_minutes = 1, handler = "chatops.aws.ChatSweepHandler", description = "Finishes commands of chats, and sends digests.", patterns = {} }
    cost        = { sweep_minutes = 1, handler = "cost.entry.aws.CostHandler", description = "Watches costs.", patterns = module.patterns.cost }
  }
  settings  = { remediation = var.remediation, promotion = var.promotion, rotation = var.rotation, backup = var.backup, cost = var.cost, chatops = var.chatops }
  functions = { for name, function in local.known : name => function if local.settings[name] != null }

  # The functions' variables name the timers' role, and that role names the aliases: so they are named before they exist.
  alias_arns = { for name in keys(local.functions) : name => "${local.arn}:lambda:${var.region}:${var.account}:function:${var.name}-${name}:live" }

  variables = merge(
    {
      NIGHTSHIFT_ACCOUNT            = var.account
      NIGHTSHIFT_TABLE              = module.ledger.name
      NIGHTSHIFT_SCHEDULE_GROUP     = module.timers.group
      NIGHTSHIFT_SCHEDULER_ROLE_ARN = module.timers.role_arn
    },
    var.policy.text == null ? { NIGHTSHIFT_POLICY = var.policy.path } : { NIGHTSHIFT_POLICY_TEXT = var.policy.text },
    contains(keys(var.secrets), "slack-bot-token") ? { SLACK_BOT_TOKEN = module.secrets.arns["slack-bot-token"] } : {},
    length(var.more_regions) == 0 ? {} : { NIGHTSHIFT_MORE_REGIONS = join(",", var.more_regions) },
    var.retention_days == null ? {} : { NIGHTSHIFT_RETENTION_DAYS = tostring(var.retention_days) },
    length(var.members) == 0 ? {} : { NIGHTSHIFT_MEMBER_ACCOUNTS = jsonencode([
      for member in var.members : { for name, value in member : name => value if value != null }
    ]) },
    var.variables,
  )
}

module "ledger" {
  source              = "../ledger"
  name                = var.name
  deletion_protection = var.deletion_protection
  tags                = var.tags
}

module "secrets" {
  source       = "../secrets"
  prefix       = var.name
  secrets      = var.secrets
  first_values = var.secret_values
  tags         = var.tags
}

module "patterns" {
  source     = "../patterns"
  on_request = var.events.on_request
  without    = var.events.without
}

module "timers" {
  source               = "../timers"
  name                 = var.name
  account              = var.account
  permissions_boundary = var.permissions_boundary
  alarm_topics         = [module.self_watch.topic_arn]
  tags                 = var.tags
  functions = {
    for name, function in local.functions : name => {
      alias_arn        = local.alias_arns[name]
      dead_letters_arn = module.intake[name].dead_letters_arn
      sweep_minutes    = function.sweep_minutes
    }
  }
}

module "intake" {
  source   = "../intake"
  for_each = local.functions

  name             = "${var.name}-${each.key}"
  patterns         = each.value.patterns
  topics           = each.key == "remediation" ? var.topics : {}
  alarm_topics     = [module.self_watch.topic_arn]
  tags             = var.tags
  function_timeout = local.settings[each.key].timeout
}

module "function" {
  source   = "../function"
  for_each = local.functions

  name                 = "${var.name}-${each.key}"
  description          = each.value.description
  handler              = "io.nightshift.${each.value.handler}"
  package              = local.settings[each.key].package
  memory               = local.settings[each.key].memory
  timeout              = local.settings[each.key].timeout
  reserved_concurrency = local.settings[each.key].reserved_concurrency
  policy               = local.permissions[each.key]
  permissions_boundary = var.permissions_boundary
  dead_letters_arn     = module.intake[each.key].dead_letters_arn
  vpc                  = try(local.settings[each.key].vpc, null)
  queues               = { events = module.intake[each.key].queue_arn }
  key_arns             = concat([module.ledger.key_arn, module.secrets.key_arn], try(local.settings[each.key].key_arns, []))
  log_retention_days   = var.log_retention_days
  runtime              = var.runtime
  alarm_topics         = [module.self_watch.topic_arn]
  tags                 = var.tags
  environment = merge(local.variables, each.key == "promotion" ? module.promotion["promotion"].variables : {}, each.key == "chatops" ? module.chatops["chatops"].variables : {}, each.key == "backup" ? { NIGHTSHIFT_RESTORE_SECRET = var.backup.restore_secret_arn } : {}, {
    NIGHTSHIFT_WAKE_TARGET_ARN       = local.alias_arns[each.key]
    NIGHTSHIFT_WAKE_DEAD_LETTER_ARN  = module.intake[each.key].dead_letters_arn
    NIGHTSHIFT_DEAD_LETTER_QUEUE_URL = module.intake[each.key].dead_letters_url
    }, length(var.members) == 0 ? {} : {
    # Only EventBridge rules and topics of this account fill it.
    NIGHTSHIFT_MEMBER_QUEUES = module.intake[each.key].queue_arn
  })
}

# Events of other accounts come from bus to bus.
module "hub" {
  source   = "../hub"
  for_each = length(var.members) == 0 ? toset([]) : toset(["hub"])

  bus_arn      = "${local.arn}:events:${var.region}:${var.account}:event-bus/default"
  accounts     = toset([for member in var.members : split(":", member.role)[4]])
  organization = var.organization
  partition    = var.partition
}

module "self_watch" {
  source          = "../self-watch"
  name            = var.name
  account         = var.account
  region          = var.region
  partition       = var.partition
  emails          = var.alarm_emails
  table           = module.ledger.name
  log_groups      = { for name, function in module.function : "${var.name}-${name}" => function.log_group }
  queues          = [for name in keys(local.functions) : "${var.name}-${name}"]
  dead_letters    = [for name in keys(local.functions) : "${var.name}-${name}-dead-letters"]
  schedule_groups = concat([var.name], [for name in keys(local.functions) : "${var.name}-sweep-${name}"])
  tags            = var.tags
}

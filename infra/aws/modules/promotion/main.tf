# Beside the function that promotes: its HTTP API and its hook of ECS, the same package with other handlers.
locals {
  # A web ACL needs a REST API, whose requests have another format.
  guarded = var.web_acl != null
  url     = local.guarded ? module.guarded_door["door"].url : module.door["door"].url

  variables = merge(
    {
      JAVA_TOOL_OPTIONS       = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"
      NIGHTSHIFT_APPROVAL_URL = local.url
    },
    { for name, variable in local.secrets : variable => var.secret_arns[name] if contains(keys(var.secret_arns), name) },
  )
  secrets = {
    intake-token    = "NIGHTSHIFT_INTAKE_TOKEN"
    approval-secret = "NIGHTSHIFT_APPROVAL_SECRET"
    github-secret   = "NIGHTSHIFT_GITHUB_SECRET"
  }
  functions = {
    api            = { handler = local.guarded ? "RestApiHandler" : "HttpApiHandler", permissions = var.permissions.api, description = "Signals by webhook, and answers of approvers." }
    lifecycle-hook = { handler = "HookHandler", permissions = var.permissions.hook, description = "Tells ECS whether a version may get traffic." }
  }
}

module "function" {
  source   = "../function"
  for_each = local.functions

  name                 = "${var.name}-${each.key}"
  description          = each.value.description
  handler              = "io.nightshift.promotion.entry.aws.${each.value.handler}"
  package              = var.settings.package
  memory               = var.settings.memory
  timeout              = var.settings.timeout
  reserved_concurrency = var.settings.reserved_concurrency
  runtime              = var.runtime
  policy               = each.value.permissions
  permissions_boundary = var.permissions_boundary
  dead_letters_arn     = var.dead_letters_arn
  key_arns             = var.key_arns
  log_retention_days   = var.log_retention_days
  alarm_topics         = var.alarm_topics
  environment          = merge(var.environment, local.variables)
  tags                 = var.tags
}

module "door" {
  source   = "../door"
  for_each = toset(local.guarded ? [] : ["door"])

  name                = var.name
  function            = { name = module.function["api"].name, alias_invoke_arn = module.function["api"].alias_invoke_arn }
  requests_per_second = var.requests_per_second
  log_retention_days  = var.log_retention_days
  alarm_topics        = var.alarm_topics
  tags                = var.tags
}

module "guarded_door" {
  source   = "../guarded-door"
  for_each = toset(local.guarded ? ["door"] : [])

  name                 = var.name
  function             = { name = module.function["api"].name, alias_invoke_arn = module.function["api"].alias_invoke_arn }
  region               = var.region
  partition            = var.partition
  web_acl              = var.web_acl
  requests_per_second  = var.requests_per_second
  log_retention_days   = var.log_retention_days
  permissions_boundary = var.permissions_boundary
  alarm_topics         = var.alarm_topics
  tags                 = var.tags
}

module "hook" {
  source               = "../hook"
  function_name        = module.function["lifecycle-hook"].name
  function_arn         = module.function["lifecycle-hook"].arn
  account              = var.account
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

# The same package as the function of the timer, with another handler.
locals {
  url = trimsuffix(coalesce(var.settings.url, module.door.url), "/")

  secrets = {
    slack-signing-secret = "NIGHTSHIFT_SLACK_SIGNING_SECRET"
    oidc-client-secret   = "NIGHTSHIFT_OIDC_SECRET"
  }
  given = toset(concat(var.settings.slack == null ? [] : ["slack-signing-secret"], var.settings.oidc == null ? [] : ["oidc-client-secret"]))

  variables = merge(
    {
      JAVA_TOOL_OPTIONS         = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"
      NIGHTSHIFT_CHAT_FUNCTIONS = join(",", [for name, arn in var.functions : "${name}=${arn}"])
      NIGHTSHIFT_CONSOLE_URL    = local.url
    },
    { for name in local.given : local.secrets[name] => var.secret_arns[name] if contains(keys(var.secret_arns), name) },
    var.settings.slack == null ? {} : { NIGHTSHIFT_SLACK_APP = var.settings.slack.app, NIGHTSHIFT_SLACK_TEAM = var.settings.slack.team },
    var.settings.google_chat == null ? {} : { for name, value in {
      NIGHTSHIFT_GOOGLE_CHAT_AUDIENCE = var.settings.google_chat.audience
      NIGHTSHIFT_GOOGLE_CHAT_PROJECT  = var.settings.google_chat.project
    } : name => value if value != null },
    var.settings.oidc == null ? {} : {
      NIGHTSHIFT_OIDC_ISSUER = var.settings.oidc.issuer
      NIGHTSHIFT_OIDC_CLIENT = var.settings.oidc.client
      NIGHTSHIFT_OIDC_CLAIM  = var.settings.oidc.claim
    },
  )
}

module "function" {
  source = "../function"

  name                 = "${var.name}-api"
  description          = "Commands of chats, and the console."
  handler              = "io.nightshift.chatops.aws.ChatHandler"
  package              = var.settings.package
  memory               = var.settings.memory
  timeout              = var.settings.timeout
  reserved_concurrency = var.settings.reserved_concurrency
  runtime              = var.runtime
  policy               = var.permissions
  permissions_boundary = var.permissions_boundary
  dead_letters_arn     = var.dead_letters_arn
  key_arns             = var.key_arns
  log_retention_days   = var.log_retention_days
  alarm_topics         = var.alarm_topics
  environment          = merge(var.environment, local.variables)
  tags                 = var.tags
}

module "door" {
  source = "../door"

  name                = var.name
  function            = { name = module.function.name, alias_invoke_arn = module.function.alias_invoke_arn }
  requests_per_second = var.requests_per_second
  log_retention_days  = var.log_retention_days
  alarm_topics        = var.alarm_topics
  tags                = var.tags
  routes = concat(
    ["GET /healthz"],
    var.settings.slack == null ? [] : ["POST /slack/commands", "POST /slack/interactions"],
    var.settings.google_chat == null ? [] : ["POST /google-chat"],
    var.settings.oidc == null ? [] : ["GET /", "GET /console", "GET /console/{proxy+}", "POST /console/{proxy+}"],
  )
}

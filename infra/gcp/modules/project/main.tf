# Everything that Nightshift has in one project: its APIs, the ledger, the kept log, and each of its functions.
module "services" {
  source = "../services"

  project = var.project.id
}

module "ledger" {
  source = "../ledger"

  project     = var.project.id
  location    = coalesce(var.ledger.location, var.region)
  database    = var.ledger.database
  prefixes    = [for name, function in var.functions : "${name}-" if function.ledger_of == null]
  backup_days = var.ledger.backup_days
  kms_key     = var.ledger.kms_key
  protect     = var.protect

  depends_on = [module.services]
}

module "audit" {
  source = "../audit"

  project        = var.project.id
  location       = var.region
  functions      = keys(var.functions)
  retention_days = var.log_days
}

module "function" {
  source   = "../nightshift"
  for_each = var.functions

  project         = var.project
  region          = var.region
  name            = each.key
  image           = each.value.image
  policy          = each.value.policy
  grants          = each.value.grants
  database        = module.ledger.database
  sources         = each.value.sources
  existing_topics = each.value.existing_topics
  acts_as         = each.value.acts_as
  members         = each.value.members
  environment     = each.value.environment
  settings        = each.value.settings
  network         = each.value.network
  door            = each.value.door
  ledger_of       = each.value.ledger_of
  emails          = var.emails
  channels        = var.channels
  protect         = var.protect
  labels          = var.labels
}

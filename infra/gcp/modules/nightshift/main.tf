# One function of Nightshift with everything around it: events, timers, alerts, and a door if it has one.
locals {
  # By name: the function has to know them before they exist.
  queue             = "projects/${var.project.id}/locations/${var.region}/queues/${var.name}"
  wake_account      = "${var.name}-wake@${var.project.id}.iam.gserviceaccount.com"
  dead_letter_topic = "projects/${var.project.id}/topics/${var.name}-dead-letters"

  # What reaches the function of other projects, and by which account it works there.
  members = length(var.members) == 0 ? {} : merge(
    {
      NIGHTSHIFT_MEMBER_PROJECTS = jsonencode([
        for member in var.members : {
          project        = member.project
          serviceAccount = member.service_account
          subscriptions = sort(concat(
            tolist(member.subscriptions),
            [for source in member.sources : "projects/${var.project.id}/subscriptions/${var.name}-${source}-${member.project}"],
          ))
        }
      ])
    },
    length(local.of_sinks) == 0 ? {} : { NIGHTSHIFT_SINK_SUBSCRIPTIONS = join(",", local.of_sinks) },
  )

  # Only log sinks publish to the topics of these.
  of_sinks = [
    for source in sort(setintersection(var.sources, ["audit", "backups", "logs", "threats"])) : "projects/${var.project.id}/subscriptions/${var.name}-${source}"
    if length(lookup(var.publishers, source, [])) == 0
  ]
  labels = merge({ app = "nightshift", function = var.name }, var.labels)
}

module "function" {
  source = "../function"

  project           = var.project
  region            = var.region
  name              = var.name
  image             = var.image
  policy            = var.policy
  ledger            = { database = var.database, prefix = "${coalesce(var.ledger_of, var.name)}-" }
  dead_letter_topic = local.dead_letter_topic
  timers            = { queue = local.queue, account = local.wake_account }
  grants            = var.grants
  more_projects     = var.more_projects
  acts_as           = var.acts_as
  environment       = merge(var.environment, local.members)
  settings          = var.settings
  network           = var.network
  attested          = var.attested
  kms_key           = var.kms_key
  protect           = var.protect
  labels            = local.labels
}

module "timers" {
  source = "../timers"

  project = var.project.id
  name    = var.name
  service = module.function.service
  roles   = module.function.roles
}

module "intake" {
  source = "../intake"

  project          = var.project
  name             = var.name
  service          = module.function.service
  roles            = module.function.roles
  sources          = var.sources
  audited_services = var.audited_services
  existing_topics  = var.existing_topics
  publishers       = var.publishers
  members          = var.members
  kms_key          = var.kms_key
  labels           = local.labels
}

module "alerts" {
  source = "../alerts"

  project       = var.project.id
  service       = module.function.service
  subscriptions = values(module.intake.subscriptions)
  dead_letters  = module.intake.dead_letters.subscription
  queue         = var.name
  door          = one(module.door[*].host)
  emails        = var.emails
  channels      = var.channels
  labels        = local.labels
}

module "door" {
  source = "../door"
  count  = var.door == null ? 0 : 1

  project     = var.project.id
  name        = "${var.name}-door"
  host        = var.door.host
  image       = var.image
  function    = { service = module.function.service, environment = module.function.environment }
  environment = var.door.environment
  network     = var.ledger_of == null ? null : var.network
  attested    = var.attested
  protect     = var.protect
  labels      = local.labels
}

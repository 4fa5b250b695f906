# The second region of an application (infra/examples/shop-aws), and of Nightshift. It has a state of its own and uses nothing of the
# first region but its database's ARN: an apply works while the first region does not answer. docs/runbooks/region-loss.md uses exactly this.
locals {
  tags  = { nightshift = "on" }
  image = regex("^[^/]+/([^@]+)@(.+)$", var.image)
  # Pushes are copied here by the registry of the first region.
  registry = "${var.account}.dkr.ecr.${var.region}.amazonaws.com"
}

module "network" {
  source = "../../modules/network"

  name   = var.name
  region = var.region
  zones  = var.zones
  cidr   = var.cidr
  nat    = var.lost ? "each-zone" : "one"
}

# Before the first push: ECR would make them with defaults.
module "registry" {
  source = "../../modules/registry"

  repositories = [local.image[0]]
}

module "logs" {
  source = "../../modules/logs"

  prefix  = var.name
  account = var.account
  region  = var.region
  groups  = { "/${var.name}/web" = { counts = { errors = "{ $.severity = \"ERROR\" }" } } }
}

# One instance waits; a lost region makes it all of them.
module "web" {
  source = "../../modules/web"

  name          = var.name
  network       = { vpc = module.network.vpc, subnets = module.network.subnets }
  domain        = var.domain
  machine_image = var.machine_image
  image         = "${local.registry}/${local.image[0]}@${local.image[1]}"
  size          = var.lost ? var.size : { min = 1, max = var.size.max }
  tags          = local.tags
  start = templatefile("${path.module}/../../../examples/shop-aws/start", {
    name      = var.name, region = var.region, database = module.standby.database.endpoint, secret = "${var.name}/db"
    log_group = "/${var.name}/web", archive = var.archive
  })

  # Secrets are copied here by the first region, with Secrets Manager's own key.
  may = {
    repositories = ["arn:aws:ecr:${var.region}:${var.account}:repository/${local.image[0]}"]
    log_group    = "arn:aws:logs:${var.region}:${var.account}:log-group:/${var.name}/web"
    secrets      = ["arn:aws:secretsmanager:${var.region}:${var.account}:secret:${var.name}/db-??????"]
    buckets      = ["arn:aws:s3:::${var.archive}"]
  }
}

module "standby" {
  source = "../../modules/standby"

  name            = var.name
  region          = var.region
  lost            = var.lost
  database        = var.database
  subnet_group    = module.network.database_subnet_group
  security_groups = [module.web.database_security_group]
  zone            = var.zone
  domain          = var.domain
  balancers       = { first = var.first_balancer, second = module.web.balancer }
  alarm_topics    = [var.topic]
  tags            = local.tags
}

# The copies of the first region's backups, and its points in time.
module "backup" {
  source = "../../modules/backup"

  name         = "${var.name}-second"
  account      = var.account
  topic        = var.topic
  dead_letters = var.dead_letters
  keepers      = var.keepers
  replicated   = var.lost ? {} : { orders = var.database.arn }
}

module "watch" {
  source = "../../modules/watch"

  prefix       = "${var.name}-second"
  alarm_topics = [var.topic]
  groups       = { web = module.web.group }
  targets      = { web = module.web.metrics }
  databases    = { orders = { id = module.standby.database.id, max_connections = 1600, replica = !var.lost, log_group = module.standby.database.log_group } }
  answers      = { database = "shop" }
}

# Roles are global: another name than in the first region. Its policy is `mode: observe` until the region is lost.
module "nightshift" {
  source = "../../modules/nightshift"

  name         = "nightshift-dr"
  account      = var.account
  region       = var.region
  remediation  = var.remediation
  alarm_emails = var.alarm_emails
  permissions  = { remediation = file("${var.policy_folder}/remediation.json") }
  tags         = { system = "nightshift", environment = "dr" }
}

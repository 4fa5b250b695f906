# An application that Nightshift looks after, made of the modules that are here. Its second region is infra/aws/environments/dr.
locals {
  tags     = { nightshift = "on" }
  database = "${var.name}-orders"
}

module "network" {
  source = "../../aws/modules/network"

  name   = var.name
  region = var.region
  zones  = var.zones
}

# Images are pushed once, to production's registry, and promoted from staging on by their digests.
module "registry" {
  source = "../../aws/modules/registry"
  count  = var.production == null ? 0 : 1

  repositories = ["${var.name}/web"]
  replicated   = { account = var.account, regions = [var.production.second_region] }
}

module "secrets" {
  source = "../../aws/modules/secrets"

  prefix   = var.name
  secrets  = { db = "The shop's user of its database; Nightshift rotates it.", db-admin = "Who may change that user." }
  replicas = var.production == null ? {} : { (var.production.second_region) = null }
  first_values = var.first_password == "" ? {} : {
    for name, user in { db = "shop", db-admin = "master" } : name => jsonencode({
      engine = "postgres", host = split(":", module.database.endpoint)[0], port = 5432, dbname = "shop", username = user, password = var.first_password
    })
  }
}

module "web" {
  source = "../../aws/modules/web"

  name          = var.name
  network       = { vpc = module.network.vpc, subnets = module.network.subnets }
  domain        = var.domain
  machine_image = var.machine_image
  image         = var.image
  tags          = local.tags
  start = templatefile("${path.module}/start", {
    name      = var.name, region = var.region, database = module.database.endpoint, secret = "${var.name}/db"
    log_group = "/${var.name}/web", archive = aws_s3_bucket.archive.bucket
  })

  may = {
    repositories = ["arn:aws:ecr:${var.region}:${var.account}:repository/${regex("^[^/]+/([^@]+)@", var.image)[0]}"]
    log_group    = "arn:aws:logs:${var.region}:${var.account}:log-group:/${var.name}/web"
    secrets      = [module.secrets.arns["db"]]
    keys         = [module.secrets.key_arn]
    buckets      = [aws_s3_bucket.archive.arn]
  }
}

module "waf" {
  source = "../../aws/modules/waf"

  name      = var.name
  balancers = { shop = module.web.balancer.arn }
  logins    = { path = "/login" }
}

module "database" {
  source = "../../aws/modules/database"

  name            = local.database
  engine          = { name = "postgres", version = "17.6" }
  class           = "db.r7g.large"
  database        = "shop"
  subnet_group    = module.network.database_subnet_group
  security_groups = [module.web.database_security_group]
  manage_password = false
  first_password  = var.first_password
  replicas        = { reports = "db.r7g.large" }
  backup_tag      = { backup = var.name }
  tags            = local.tags
}

# Where Nightshift's verification restores, and what AWS restores for it once a week.
module "restores" {
  source = "../../aws/modules/restores"

  name    = var.name
  vpc     = module.network.vpc
  subnets = module.network.subnets["isolated"]
}

module "backup" {
  source = "../../aws/modules/backup"
  count  = var.production == null ? 0 : 1

  name         = var.name
  account      = var.account
  topic        = var.topic
  dead_letters = var.dead_letters
  keepers      = var.production.keepers
  plan         = { copy_to = "arn:aws:backup:${var.production.second_region}:${var.account}:backup-vault:${var.name}-second" }
  restore_tests = {
    orders = { type = "RDS", arns = [module.database.arn], subnet_group = module.restores.restore.subnet_group, security_groups = module.restores.restore.security_groups }
  }
}

module "failover" {
  source = "../../aws/modules/failover"

  name        = "${var.name}-failover"
  account     = var.account
  kind        = "rds-reboot"
  arns        = ["arn:aws:rds:${var.region}:${var.account}:db:${local.database}"]
  stop_alarms = ["arn:aws:cloudwatch:${var.region}:${var.account}:alarm:${var.name}-checkout-fast-burn"]
}

module "watch" {
  source = "../../aws/modules/watch"

  prefix       = var.name
  alarm_topics = [var.topic]
  groups       = { web = module.web.group }
  targets      = { web = module.web.metrics }
  balancers    = { shop = module.web.metrics.balancer }
  databases = {
    orders  = { id = module.database.id.id, max_connections = 1600, log_group = module.database.id.log_group }
    reports = { id = "${local.database}-reports", max_connections = 1600, replica = true }
  }
  answers = { database = "shop" }
}

module "objectives" {
  source = "../../aws/modules/objectives"

  prefix       = var.name
  alarm_topics = [var.topic]
  objectives   = { checkout = { goal_percent = 99.9, dimensions = { TargetGroup = module.web.metrics.group, LoadBalancer = module.web.metrics.balancer } } }
}

module "dashboard" {
  source = "../../aws/modules/dashboard"

  name      = var.name
  region    = var.region
  targets   = { web = module.web.metrics }
  databases = [module.database.id.id]
  groups    = [module.web.group.name]
  alarms    = values(module.watch.alarms)
}

module "logs" {
  source = "../../aws/modules/logs"

  prefix  = var.name
  account = var.account
  region  = var.region
  groups  = { "/${var.name}/web" = { counts = { errors = "{ $.severity = \"ERROR\" }" } } }
}

module "tracing" {
  source = "../../aws/modules/tracing"

  prefix  = var.name
  service = var.name
}

module "spending" {
  source = "../../aws/modules/spending"
  count  = var.production == null ? 0 : 1

  name            = var.name
  account         = var.account
  region          = var.region
  budgets         = { shop = { usd = var.production.budget_usd, tag = "system=${var.name}" } }
  allocation_tags = ["system"]
}

# Old orders: cheaper after a month, gone after seven years.
resource "aws_s3_bucket" "archive" {
  bucket        = "${var.name}-${var.account}-archive"
  force_destroy = false
}

resource "aws_s3_bucket_public_access_block" "archive" {
  bucket                  = aws_s3_bucket.archive.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "archive" {
  bucket = aws_s3_bucket.archive.id

  rule {
    id     = "archive"
    status = "Enabled"
    filter {}
    transition {
      days          = 30
      storage_class = "GLACIER_IR"
    }
    expiration {
      days = 2555
    }
  }
}

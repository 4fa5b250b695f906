# An application that Nightshift looks after, made of the modules that are here.
locals {
  arn_parts = { target = try(split(":", aws_lb_target_group.shop.arn)[5], ""), balancer = try(trimprefix(split(":", aws_lb.shop.arn)[5], "loadbalancer/"), "") }
}

module "network" {
  source = "../../aws/modules/network"

  name   = var.name
  region = var.region
  zones  = var.zones
}

resource "aws_security_group" "this" {
  for_each = { balancer = "Users", instances = "The load balancer", database = "The instances" }

  name        = "${var.name}-${each.key}"
  description = "${each.value} reach ${each.key}."
  vpc_id      = module.network.vpc
}

resource "aws_vpc_security_group_ingress_rule" "users" {
  for_each = toset(["80", "443"])

  security_group_id = aws_security_group.this["balancer"].id
  description       = "Users"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = tonumber(each.key)
  to_port           = tonumber(each.key)
}

resource "aws_vpc_security_group_ingress_rule" "inside" {
  for_each = { instances = { from = "balancer", port = 8080 }, database = { from = "instances", port = 5432 } }

  security_group_id            = aws_security_group.this[each.key].id
  description                  = "From ${each.value.from}"
  referenced_security_group_id = aws_security_group.this[each.value.from].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "out" {
  for_each = toset(["balancer", "instances"])

  security_group_id = aws_security_group.this[each.key].id
  description       = "Out"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_lb" "shop" {
  name                       = var.name
  load_balancer_type         = "application"
  subnets                    = module.network.subnets["public"]
  security_groups            = [aws_security_group.this["balancer"].id]
  enable_deletion_protection = true
  drop_invalid_header_fields = true
}

resource "aws_lb_target_group" "shop" {
  name                 = var.name
  vpc_id               = module.network.vpc
  port                 = 8080
  protocol             = "HTTP"
  target_type          = "instance"
  deregistration_delay = 30

  health_check {
    path                = "/health"
    interval            = 10
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

module "edge" {
  source = "../../aws/modules/edge"

  name     = var.name
  domains  = [var.domain]
  balancer = { arn = aws_lb.shop.arn, target_group_arn = aws_lb_target_group.shop.arn }
}

module "waf" {
  source = "../../aws/modules/waf"

  name      = var.name
  balancers = { shop = aws_lb.shop.arn }
  logins    = { path = "/login" }
}

module "compute" {
  source = "../../aws/modules/compute"

  name                 = var.name
  first_image          = var.first_image
  size                 = { min = 2, max = 10 }
  spot                 = { base = 2, percent = 50 }
  subnets              = module.network.subnets["private"]
  target_groups        = [aws_lb_target_group.shop.arn]
  security_groups      = [aws_security_group.this["instances"].id]
  instance_profile_arn = var.instance_profile_arn
  user_data            = templatefile("${path.module}/start", { region = var.region, database = module.database.endpoint, secret = var.database_secret, image = var.image })
  tags                 = { nightshift = "on" }
}

module "database" {
  source = "../../aws/modules/database"

  name            = "${var.name}-orders"
  engine          = { name = "postgres", version = "17.6" }
  class           = "db.r7g.large"
  database        = "shop"
  subnet_group    = module.network.database_subnet_group
  security_groups = [aws_security_group.this["database"].id]
  replicas        = { reports = "db.r7g.large" }
  backup_tag      = { backup = var.name }
  tags            = { nightshift = "on" }
}

module "backup" {
  source = "../../aws/modules/backup"

  name         = var.name
  account      = var.account
  topic        = var.topic
  dead_letters = var.dead_letters
  keepers      = var.keepers
  plan         = { copy_to = module.second_vault.vault }
  restore_tests = {
    orders = { type = "RDS", subnet_group = module.network.database_subnet_group, security_groups = [aws_security_group.this["database"].id] }
  }
}

module "second_vault" {
  source    = "../../aws/modules/backup"
  providers = { aws = aws.second }

  name         = "${var.name}-second"
  account      = var.account
  topic        = var.second_topic
  dead_letters = var.second_dead_letters
  keepers      = var.keepers
  replicated   = { orders = module.database.arn }
}

module "failover" {
  source = "../../aws/modules/failover"

  name        = "${var.name}-failover"
  account     = var.account
  kind        = "rds-reboot"
  arns        = ["arn:aws:rds:${var.region}:${var.account}:db:${var.name}-orders"]
  stop_alarms = ["arn:aws:cloudwatch:${var.region}:${var.account}:alarm:${var.name}-checkout-fast-burn"]
}

module "watch" {
  source = "../../aws/modules/watch"

  prefix       = var.name
  alarm_topics = [var.topic]
  groups       = { web = module.compute.group }
  targets      = { web = { group = local.arn_parts.target, balancer = local.arn_parts.balancer } }
  balancers    = { shop = local.arn_parts.balancer }
  databases = {
    orders  = { id = module.database.id.id, max_connections = 1600, log_group = module.database.id.log_group }
    reports = { id = "${var.name}-orders-reports", max_connections = 1600, replica = true }
  }
  answers = { database = "shop" }
}

module "objectives" {
  source = "../../aws/modules/objectives"

  prefix       = var.name
  alarm_topics = [var.topic]
  objectives   = { checkout = { goal_percent = 99.9, dimensions = { TargetGroup = local.arn_parts.target, LoadBalancer = local.arn_parts.balancer } } }
}

module "dashboard" {
  source = "../../aws/modules/dashboard"

  name      = var.name
  region    = var.region
  targets   = { web = { group = local.arn_parts.target, balancer = local.arn_parts.balancer } }
  databases = [module.database.id.id]
  groups    = [module.compute.group.name]
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

  name            = var.name
  account         = var.account
  region          = var.region
  budgets         = { shop = { usd = var.budget_usd, tag = "system=${var.name}" } }
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

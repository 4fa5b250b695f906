resource "aws_security_group" "this" {
  for_each = { balancer = "Users", instances = "The load balancer", database = "The instances" }

  name        = "${var.name}-${each.key}"
  description = "${each.value} reach ${each.key}."
  vpc_id      = var.network.vpc
  tags        = var.tags
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
  for_each = { instances = { from = "balancer", port = var.port }, database = { from = "instances", port = 5432 } }

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

resource "aws_lb" "this" {
  name                       = var.name
  load_balancer_type         = "application"
  subnets                    = var.network.subnets["public"]
  security_groups            = [aws_security_group.this["balancer"].id]
  enable_deletion_protection = true
  drop_invalid_header_fields = true
  tags                       = var.tags
}

resource "aws_lb_target_group" "this" {
  name                 = var.name
  vpc_id               = var.network.vpc
  port                 = var.port
  protocol             = "HTTP"
  target_type          = "instance"
  deregistration_delay = 30
  tags                 = var.tags

  health_check {
    path                = var.health
    interval            = 10
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

module "edge" {
  source = "../edge"

  name        = var.name
  domains     = [var.domain]
  certificate = var.certificate
  balancer    = { arn = aws_lb.this.arn, target_group_arn = aws_lb_target_group.this.arn }
  tags        = var.tags
}

module "compute" {
  source = "../compute"

  name                 = var.name
  first_image          = var.machine_image
  promoted_image       = var.image
  size                 = var.size
  subnets              = var.network.subnets["private"]
  target_groups        = [aws_lb_target_group.this.arn]
  security_groups      = [aws_security_group.this["instances"].id]
  instance_profile_arn = aws_iam_instance_profile.this.arn
  user_data            = var.start
  traces               = true
  tags                 = var.tags
}

mock_provider "aws" {
  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188" }
  }
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/shop/73e2d6bc24d8a067" }
  }
  mock_resource "aws_launch_template" {
    defaults = { id = "lt-0abcd1234ef567890", latest_version = 1 }
  }
  mock_resource "aws_iam_instance_profile" {
    defaults = { arn = "arn:aws:iam::111122223333:instance-profile/shop-web" }
  }
}

variables {
  name          = "shop"
  network       = { vpc = "vpc-1", subnets = { public = ["subnet-1", "subnet-2"], private = ["subnet-3", "subnet-4"] } }
  domain        = "shop.example.com"
  machine_image = "ami-0abcd1234ef567890"
  image         = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  start         = "#!/bin/bash"
  may = {
    repositories = ["arn:aws:ecr:eu-central-1:111122223333:repository/shop/web"]
    log_group    = "arn:aws:logs:eu-central-1:111122223333:log-group:/shop/web"
    secrets      = ["arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/db-AbCdEf"]
  }
}

run "is_reached_through_the_load_balancer_only" {
  command = apply

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.inside) == 2 && aws_vpc_security_group_ingress_rule.inside["instances"].cidr_ipv4 == null && aws_vpc_security_group_ingress_rule.inside["database"].from_port == 5432
    error_message = "somebody else reaches the instances or the database"
  }
  assert {
    condition     = output.metrics == { group = "targetgroup/shop/73e2d6bc24d8a067", balancer = "app/shop/50dc6c495c0c9188" } && output.group == { name = "shop", min = 2 }
    error_message = "the alarms are about something else"
  }
}

run "reads_its_own_secrets_and_no_other" {
  command = apply

  assert {
    condition     = join(" ", [for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Sid]) == "Login Image Logs Secrets" && one(jsondecode(aws_iam_role_policy.this.policy).Statement[3].Resource) == var.may.secrets[0]
    error_message = "the instances may more than they need"
  }
}

run "rejects_a_tag_for_an_image" {
  command = plan
  variables { image = "shop:latest" }
  expect_failures = [var.image]
}

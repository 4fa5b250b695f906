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
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/shop" }
  }
  mock_resource "aws_db_instance" {
    defaults = { endpoint = "shop-orders.abc.eu-central-1.rds.amazonaws.com:5432", arn = "arn:aws:rds:eu-central-1:111122223333:db:shop-orders" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::shop" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:111122223333:key/1" }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/db-AbCdEf" }
  }
  mock_resource "aws_security_group" {
    defaults = { id = "sg-0a1b2c3d4e5f60718" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:111122223333:log-group:/shop/web" }
  }
  mock_resource "aws_backup_vault" {
    defaults = { arn = "arn:aws:backup:eu-central-1:111122223333:backup-vault:shop" }
  }
}

variables {
  account        = "111122223333"
  region         = "eu-central-1"
  zones          = ["eu-central-1a", "eu-central-1b"]
  domain         = "shop.example.com"
  image          = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  machine_image  = "ami-0abcd1234ef567890"
  topic          = "arn:aws:sns:eu-central-1:111122223333:people"
  dead_letters   = "arn:aws:sqs:eu-central-1:111122223333:dead"
  first_password = "canary-first-password"
  production     = { second_region = "eu-west-1", keepers = ["arn:aws:iam::111122223333:role/break-glass"] }
}

run "evaluated" {
  command = apply

  assert {
    condition     = alltrue([for rule in ["target-errors", "database-storage", "replica-lag", "fast-burn"] : strcontains(output.rules, "name: ${rule}")]) && !strcontains(output.rules, "function-errors")
    error_message = "an alarm of the shop has no rule, or there is a rule for what the shop lacks"
  }
  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.archive.rule[0].transition).storage_class == "GLACIER_IR"
    error_message = "old orders stay where they are expensive"
  }
}

run "staging_is_the_same_with_another_name_and_without_copies" {
  command = apply
  variables {
    name       = "shop-staging"
    production = null
  }
  assert {
    condition     = module.web.group.name == "shop-staging" && length(module.registry) == 0 && length(module.backup) == 0
    error_message = "staging is something else than production, or has its copies"
  }
}

run "rejects_copies_in_the_same_region" {
  command = plan
  variables {
    production = { second_region = "eu-central-1", keepers = [] }
    image      = "shop:latest"
  }
  expect_failures = [var.production, var.image]
}

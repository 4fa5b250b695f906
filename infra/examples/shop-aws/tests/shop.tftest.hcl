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
  mock_resource "aws_db_instance" {
    defaults = { endpoint = "shop-orders.abc.eu-central-1.rds.amazonaws.com:5432", arn = "arn:aws:rds:eu-central-1:111122223333:db:shop-orders" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::shop" }
  }
}

mock_provider "aws" {
  alias = "second"
  mock_resource "aws_backup_vault" {
    defaults = { arn = "arn:aws:backup:eu-west-1:111122223333:backup-vault:shop-second" }
  }
}

variables {
  account              = "111122223333"
  region               = "eu-central-1"
  second_region        = "eu-west-1"
  zones                = ["eu-central-1a", "eu-central-1b"]
  domain               = "shop.example.com"
  image                = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  first_image          = "ami-0abcd1234ef567890"
  instance_profile_arn = "arn:aws:iam::111122223333:instance-profile/shop"
  database_secret      = "shop/db"
  topic                = "arn:aws:sns:eu-central-1:111122223333:people"
  dead_letters         = "arn:aws:sqs:eu-central-1:111122223333:dead"
  second_topic         = "arn:aws:sns:eu-west-1:111122223333:people"
  second_dead_letters  = "arn:aws:sqs:eu-west-1:111122223333:dead"
  keepers              = ["arn:aws:iam::111122223333:role/break-glass"]
}

run "everything_fits_together" {
  command = apply

  assert {
    condition     = strcontains(output.rules, "name: target-errors") && strcontains(output.rules, "name: database-storage") && strcontains(output.rules, "name: replica-lag") && strcontains(output.rules, "name: fast-burn") && !strcontains(output.rules, "function-errors")
    error_message = "an alarm of the shop has no rule, or there is a rule for what the shop lacks"
  }
  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.archive.rule[0].transition).storage_class == "GLACIER_IR"
    error_message = "old orders stay where they are expensive"
  }
}

run "rejects_copies_in_the_same_region" {
  command = plan
  variables {
    second_region = "eu-central-1"
    image         = "shop:latest"
  }
  expect_failures = [var.second_region, var.image]
}

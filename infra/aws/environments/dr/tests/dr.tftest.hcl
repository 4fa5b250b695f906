mock_provider "aws" {
  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188", dns_name = "shop-2.eu-west-1.elb.amazonaws.com", zone_id = "Z32O12XQLNTSW2" }
  }
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop/73e2d6bc24d8a067" }
  }
  mock_resource "aws_launch_template" {
    defaults = { id = "lt-0abcd1234ef567890", latest_version = 1 }
  }
  mock_resource "aws_db_instance" {
    defaults = { endpoint = "shop-second.abc.eu-west-1.rds.amazonaws.com:5432", arn = "arn:aws:rds:eu-west-1:111122223333:db:shop-second" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { version = "1" }
  }
}

variables {
  remediation = { package = { s3 = { bucket = "packages", key = "remediation.zip" } }, reserved_concurrency = 10 }
}

run "waits_small_with_a_replica_copies_and_an_image_of_its_own_region" {
  command = apply

  assert {
    condition     = module.web.group.min == 1 && output.database.id == "shop-second"
    error_message = "the second region costs as much as the first, or has no database"
  }
  assert {
    condition     = strcontains(output.policy, "name: replica-lag") && strcontains(output.declare, "--region eu-west-1")
    error_message = "nobody learns that the replica is behind, or the declaration needs the first region"
  }
  assert {
    condition     = module.nightshift.functions == toset(["nightshift-dr-remediation"]) || join(" ", module.nightshift.functions) == "nightshift-dr-remediation"
    error_message = "Nightshift is missing here, or has the names of the first region"
  }
}

run "takes_over_when_the_first_region_is_lost" {
  command = apply
  variables { lost = true }

  assert {
    condition     = module.web.group.min == 2 && !strcontains(output.policy, "name: replica-lag")
    error_message = "the second region stays small, or a promoted database is watched as a replica"
  }
}

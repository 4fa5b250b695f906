mock_provider "aws" {
  mock_resource "aws_launch_template" {
    defaults = { id = "lt-0abcd1234ef567890", latest_version = 1 }
  }
}

variables {
  name                 = "shop-web"
  first_image          = "ami-0abcd1234ef567890"
  size                 = { min = 2, max = 10 }
  spot                 = { base = 2, percent = 50 }
  subnets              = ["subnet-1", "subnet-2"]
  target_groups        = ["arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/shop-web/73e2d6bc24d8a067"]
  security_groups      = ["sg-1"]
  instance_profile_arn = "arn:aws:iam::111122223333:instance-profile/shop-web"
  scale                = { predictive = "act", own = { orders = { namespace = "shop", metric = "OrdersWaiting", each_instance = 100 } } }
  hours                = { night = { cron = "0 22 * * *", time_zone = "Europe/Berlin", min = 1, max = 4 } }
}

run "a_group_that_is_promoted_has_its_own_template_and_its_image_as_a_tag" {
  command = apply
  variables {
    spot           = {}
    promoted_image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    traces         = true
  }
  assert {
    condition     = length(aws_autoscaling_group.this.mixed_instances_policy) == 0 && aws_autoscaling_group.this.launch_template[0].version == "1"
    error_message = "a promotion refuses the group: it has no numbered version of a template of its own"
  }
  assert {
    condition     = one(aws_launch_template.this.tag_specifications).tags["nightshift:image"] == var.promoted_image && aws_launch_template.this.metadata_options[0].instance_metadata_tags == "enabled"
    error_message = "an instance does not see which image it starts"
  }
  assert {
    condition     = jsondecode(aws_ssm_parameter.agent.value).traces.traces_collected.otlp.http_endpoint == "0.0.0.0:4318"
    error_message = "nobody takes the application's spans"
  }
}

run "rejects_a_promotion_of_spot_instances" {
  command = plan
  variables {
    promoted_image = "shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }
  expect_failures = [var.promoted_image]
}

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

run "scales_by_cpu_own_metric_forecast_and_hours" {
  command = apply

  assert {
    condition     = aws_autoscaling_policy.cpu.policy_type == "TargetTrackingScaling" && aws_autoscaling_policy.own["orders"].target_tracking_configuration[0].target_value == 100 && aws_autoscaling_policy.predictive[0].predictive_scaling_configuration[0].mode == "ForecastAndScale" && aws_autoscaling_schedule.this["night"].min_size == 1
    error_message = "a way to scale is missing"
  }
  assert {
    condition     = aws_autoscaling_group.this.capacity_rebalance && aws_autoscaling_group.this.mixed_instances_policy[0].instances_distribution[0].on_demand_percentage_above_base_capacity == 50 && length(aws_autoscaling_group.this.mixed_instances_policy[0].launch_template[0].override) == 3
    error_message = "spot instances are not mixed in, or end before others are there"
  }
}

run "reads_metadata_with_tokens_and_measures_memory" {
  command = apply

  assert {
    condition     = aws_launch_template.this.metadata_options[0].http_tokens == "required" && aws_launch_template.this.block_device_mappings[0].ebs[0].encrypted == "true"
    error_message = "IMDSv1 answers, or a disk is not encrypted"
  }
  assert {
    condition     = jsondecode(aws_ssm_parameter.agent.value).metrics.aggregation_dimensions == [["InstanceId"], ["AutoScalingGroupName"]] && aws_ssm_association.agent["configure"].parameters["optionalConfigurationLocation"] == "/shop-web/cloudwatch-agent"
    error_message = "the alarms of the module watch get no memory"
  }
  assert {
    condition     = contains(aws_autoscaling_group.this.enabled_metrics, "GroupInServiceInstances") && aws_autoscaling_group.this.health_check_type == "ELB"
    error_message = "the group's size is not measured, or its health is that of the machine only"
  }
}

run "only_forecasts_by_default" {
  command = apply
  variables {
    scale = {}
    spot  = {}
  }
  assert {
    condition     = aws_autoscaling_policy.predictive[0].predictive_scaling_configuration[0].mode == "ForecastOnly" && !aws_autoscaling_group.this.capacity_rebalance
    error_message = "a forecast acts before anybody compared it"
  }
}

run "rejects_names_for_ids_and_sizes_below_one" {
  command = plan
  variables {
    first_image = "ubuntu"
    size        = { min = 0, max = 2 }
    spot        = { percent = 120 }
    scale       = { predictive = "yes" }
  }
  expect_failures = [var.first_image, var.size, var.spot, var.scale]
}

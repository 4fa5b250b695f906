locals {
  # A promotion refreshes a group by the versions of its own template: one with a mixed instances policy has none.
  mixed = var.spot.percent > 0 ? [1] : []

  # The agent takes spans of OpenTelemetry, from containers too, and hands them to X-Ray. No security group lets others in.
  traces = var.traces ? { traces = { traces_collected = { otlp = { grpc_endpoint = "0.0.0.0:4317", http_endpoint = "0.0.0.0:4318" } } } } : {}

  # What the instances start is a tag of theirs: a promotion makes a version of the template with another one.
  instance_tags = merge(var.tags, { Name = var.name }, var.promoted_image == null ? {} : { "nightshift:image" = var.promoted_image })
}

resource "aws_launch_template" "this" {
  name                   = var.name
  image_id               = var.first_image
  instance_type          = var.types[0]
  user_data              = var.user_data == null ? null : base64encode(var.user_data)
  vpc_security_group_ids = var.security_groups
  update_default_version = true
  tags                   = var.tags

  iam_instance_profile {
    arn = var.instance_profile_arn
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
    instance_metadata_tags      = "enabled"
  }

  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted             = true
      volume_type           = "gp3"
      volume_size           = var.disk_gib
      delete_on_termination = true
    }
  }

  monitoring {
    enabled = true
  }

  tag_specifications {
    resource_type = "instance"
    tags          = local.instance_tags
  }

  # Promotions make new versions.
  lifecycle {
    ignore_changes = [image_id, user_data, tag_specifications]
  }
}

resource "aws_autoscaling_group" "this" {
  name                      = var.name
  min_size                  = var.size.min
  max_size                  = var.size.max
  desired_capacity          = var.size.min
  vpc_zone_identifier       = var.subnets
  target_group_arns         = var.target_groups
  health_check_type         = length(var.target_groups) > 0 ? "ELB" : "EC2"
  health_check_grace_period = var.warm_up_seconds
  default_instance_warmup   = var.warm_up_seconds
  capacity_rebalance        = var.spot.percent > 0
  metrics_granularity       = "1Minute"
  enabled_metrics           = ["GroupDesiredCapacity", "GroupInServiceInstances", "GroupMaxSize", "GroupMinSize", "GroupPendingInstances", "GroupTerminatingInstances"]

  dynamic "launch_template" {
    for_each = length(local.mixed) > 0 ? [] : [1]
    content {
      id      = aws_launch_template.this.id
      version = aws_launch_template.this.latest_version
    }
  }

  dynamic "mixed_instances_policy" {
    for_each = local.mixed
    content {
      instances_distribution {
        on_demand_base_capacity                  = var.spot.base
        on_demand_percentage_above_base_capacity = 100 - var.spot.percent
        spot_allocation_strategy                 = "price-capacity-optimized"
      }

      launch_template {
        launch_template_specification {
          launch_template_id = aws_launch_template.this.id
          version            = aws_launch_template.this.latest_version
        }

        dynamic "override" {
          for_each = var.types
          content {
            instance_type = override.value
          }
        }
      }
    }
  }

  dynamic "tag" {
    for_each = merge(var.tags, { Name = var.name })
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }

  lifecycle {
    ignore_changes = [
      desired_capacity,
      launch_template[0].version,
      mixed_instances_policy[0].launch_template[0].launch_template_specification[0].version,
    ]
  }
}

resource "aws_autoscaling_policy" "cpu" {
  name                   = "cpu"
  autoscaling_group_name = aws_autoscaling_group.this.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = var.scale.cpu_percent
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}

resource "aws_autoscaling_policy" "own" {
  for_each = var.scale.own

  name                   = each.key
  autoscaling_group_name = aws_autoscaling_group.this.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = each.value.each_instance

    customized_metric_specification {
      namespace   = each.value.namespace
      metric_name = each.value.metric
      statistic   = "Average"

      dynamic "metric_dimension" {
        for_each = each.value.dimensions
        content {
          name  = metric_dimension.key
          value = metric_dimension.value
        }
      }
    }
  }
}

resource "aws_autoscaling_policy" "predictive" {
  count = var.scale.predictive == "off" ? 0 : 1

  name                   = "predictive"
  autoscaling_group_name = aws_autoscaling_group.this.name
  policy_type            = "PredictiveScaling"

  predictive_scaling_configuration {
    mode                   = var.scale.predictive == "act" ? "ForecastAndScale" : "ForecastOnly"
    scheduling_buffer_time = var.warm_up_seconds

    metric_specification {
      target_value = var.scale.cpu_percent
      predefined_metric_pair_specification {
        predefined_metric_type = "ASGCPUUtilization"
      }
    }
  }
}

resource "aws_autoscaling_schedule" "this" {
  for_each = var.hours

  scheduled_action_name  = each.key
  autoscaling_group_name = aws_autoscaling_group.this.name
  recurrence             = each.value.cron
  time_zone              = each.value.time_zone
  min_size               = each.value.min
  max_size               = each.value.max
  desired_capacity       = -1
}

# The agent measures memory and disks, by instance and by group.
resource "aws_ssm_parameter" "agent" {
  name = "/${var.name}/cloudwatch-agent"
  type = "String"
  tags = var.tags
  value = jsonencode(merge(local.traces, {
    metrics = {
      namespace              = "CWAgent"
      append_dimensions      = { InstanceId = "$${aws:InstanceId}", AutoScalingGroupName = "$${aws:AutoScalingGroupName}" }
      aggregation_dimensions = [["InstanceId"], ["AutoScalingGroupName"]]
      metrics_collected      = { mem = { measurement = ["mem_used_percent"] }, disk = { measurement = ["disk_used_percent"], resources = ["/"] } }
    }
  }))
}

resource "aws_ssm_association" "agent" {
  for_each = {
    install   = { document = "AWS-ConfigureAWSPackage", parameters = { action = "Install", name = "AmazonCloudWatchAgent" } }
    configure = { document = "AmazonCloudWatch-ManageAgent", parameters = { action = "configure", mode = "ec2", optionalConfigurationSource = "ssm", optionalConfigurationLocation = aws_ssm_parameter.agent.name, optionalRestart = "yes" } }
  }

  association_name    = "${var.name}-agent-${each.key}"
  name                = each.value.document
  parameters          = each.value.parameters
  schedule_expression = "rate(1 day)"
  tags                = var.tags

  targets {
    key    = "tag:aws:autoscaling:groupName"
    values = [aws_autoscaling_group.this.name]
  }
}

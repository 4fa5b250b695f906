resource "aws_kms_key" "this" {
  description             = "Encrypts the database ${var.name} in the second region"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = var.tags
}

# A replica until the first region is lost: without a source it is promoted, and never becomes a replica again.
resource "aws_db_instance" "this" {
  identifier              = "${var.name}-second"
  replicate_source_db     = var.lost ? null : var.database.arn
  instance_class          = var.database.class
  storage_encrypted       = true
  kms_key_id              = aws_kms_key.this.arn
  multi_az                = var.lost
  publicly_accessible     = false
  db_subnet_group_name    = var.subnet_group
  vpc_security_group_ids  = var.security_groups
  backup_retention_period = 35
  backup_window           = "02:00-03:00"
  copy_tags_to_snapshot   = true
  deletion_protection     = true
  # A promoted database keeps the only data.
  skip_final_snapshot                 = false
  final_snapshot_identifier           = "${var.name}-second-final"
  auto_minor_version_upgrade          = true
  performance_insights_enabled        = true
  performance_insights_kms_key_id     = aws_kms_key.this.arn
  enabled_cloudwatch_logs_exports     = ["postgresql", "upgrade"]
  iam_database_authentication_enabled = true
  tags                                = var.tags

  lifecycle {
    ignore_changes = [allocated_storage]
  }

  depends_on = [aws_cloudwatch_log_group.this]
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = toset(["postgresql", "upgrade"])

  name              = "/aws/rds/instance/${var.name}-second/${each.key}"
  retention_in_days = 90
  tags              = var.tags
}

# Who decides that the first region is lost writes one data point; DNS follows without an apply, and without the first region.
# Without data the alarm stays as it is: a second data point, 0, takes it back.
resource "aws_cloudwatch_metric_alarm" "lost" {
  alarm_name          = "${var.name}-region-lost"
  alarm_description   = "Somebody declared the first region lost: users are sent to the second one (docs/runbooks/region-loss.md)."
  namespace           = "${var.name}/Regions"
  metric_name         = "Lost"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "ignore"
  alarm_actions       = var.alarm_topics
  ok_actions          = var.alarm_topics
  tags                = var.tags
}

resource "aws_route53_health_check" "first" {
  type                            = "CLOUDWATCH_METRIC"
  cloudwatch_alarm_name           = aws_cloudwatch_metric_alarm.lost.alarm_name
  cloudwatch_alarm_region         = var.region
  insufficient_data_health_status = "Healthy"
  tags                            = merge(var.tags, { Name = "${var.name}-first-region" })
}

# A dead load balancer alone moves nobody: the second region's database takes no writes before it is promoted.
resource "aws_route53_record" "this" {
  for_each = { PRIMARY = var.balancers.first, SECONDARY = var.balancers.second }

  zone_id         = var.zone
  name            = var.domain
  type            = "A"
  set_identifier  = lower(each.key)
  health_check_id = each.key == "PRIMARY" ? aws_route53_health_check.first.id : null

  failover_routing_policy {
    type = each.key
  }

  alias {
    name                   = each.value.host
    zone_id                = each.value.zone
    evaluate_target_health = false
  }
}

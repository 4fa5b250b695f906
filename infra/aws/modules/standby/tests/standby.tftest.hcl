mock_provider "aws" {
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:111122223333:key/1" }
  }
}

variables {
  name            = "shop"
  region          = "eu-west-1"
  database        = { arn = "arn:aws:rds:eu-central-1:111122223333:db:shop-orders", class = "db.r7g.large" }
  subnet_group    = "shop-isolated"
  security_groups = ["sg-1"]
  zone            = "Z1"
  domain          = "shop.example.com"
  alarm_topics    = ["arn:aws:sns:eu-west-1:111122223333:people"]
  balancers = {
    first  = { host = "shop-1.eu-central-1.elb.amazonaws.com", zone = "Z215JYRZR1TBD5" }
    second = { host = "shop-2.eu-west-1.elb.amazonaws.com", zone = "Z32O12XQLNTSW2" }
  }
}

run "waits_as_a_replica" {
  command = apply

  assert {
    condition     = aws_db_instance.this.replicate_source_db == var.database.arn && aws_db_instance.this.deletion_protection && aws_db_instance.this.backup_retention_period == 35 && aws_db_instance.this.kms_key_id == aws_kms_key.this.arn
    error_message = "there is no replica, or it cannot be restored to a point in time after its promotion"
  }
  assert {
    condition     = aws_route53_record.this["PRIMARY"].health_check_id == aws_route53_health_check.first.id && aws_route53_record.this["SECONDARY"].health_check_id == null && !one(aws_route53_record.this["PRIMARY"].alias).evaluate_target_health
    error_message = "users are moved without a decision"
  }
  assert {
    condition     = aws_route53_health_check.first.cloudwatch_alarm_region == "eu-west-1" && aws_route53_health_check.first.insufficient_data_health_status == "Healthy" && aws_cloudwatch_metric_alarm.lost.treat_missing_data == "ignore"
    error_message = "the decision needs the first region, or is forgotten after a minute"
  }
  assert {
    condition     = strcontains(output.declare, "--namespace ${aws_cloudwatch_metric_alarm.lost.namespace} --metric-name ${aws_cloudwatch_metric_alarm.lost.metric_name} ")
    error_message = "the command declares something else"
  }
}

run "is_promoted_when_the_first_region_is_lost" {
  command = apply
  variables { lost = true }

  assert {
    condition     = aws_db_instance.this.replicate_source_db == null && aws_db_instance.this.multi_az && aws_db_instance.this.identifier == "shop-second"
    error_message = "the database stays a replica, or lives in one zone"
  }
}

run "rejects_a_database_of_the_same_region" {
  command = plan
  variables { database = { arn = "arn:aws:rds:eu-west-1:111122223333:db:shop-orders", class = "db.r7g.large" } }
  expect_failures = [var.database]
}

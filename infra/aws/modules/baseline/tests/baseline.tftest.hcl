mock_provider "aws" {
  mock_resource "aws_s3_bucket" {
    defaults = { id = "shop-111122223333-eu-central-1", arn = "arn:aws:s3:::shop-111122223333-eu-central-1" }
  }
  mock_resource "aws_cloudtrail" {
    defaults = { arn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/shop" }
  }
}

variables {
  name    = "shop"
  account = "111122223333"
  region  = "eu-central-1"
  vpcs    = { main = "vpc-1" }
}

run "watches_everything" {
  command = apply

  assert {
    condition     = aws_cloudtrail.this.is_multi_region_trail && aws_cloudtrail.this.enable_log_file_validation && aws_guardduty_detector.this.enable && aws_config_configuration_recorder_status.this.is_enabled
    error_message = "something is not watched"
  }
  assert {
    condition     = aws_flow_log.this["main"].traffic_type == "ALL" && aws_flow_log.this["main"].log_destination == "arn:aws:s3:::shop-111122223333-eu-central-1" && length(aws_config_config_rule.this) == 8
    error_message = "traffic is not logged, or a rule is missing"
  }
}

run "nobody_deletes_or_reads_the_logs" {
  command = apply

  assert {
    condition     = aws_s3_bucket.this.object_lock_enabled && aws_s3_bucket_object_lock_configuration.this.rule[0].default_retention[0].days == 90 && aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled" && !aws_s3_bucket.this.force_destroy
    error_message = "logs can be deleted"
  }
  assert {
    condition     = aws_s3_bucket_public_access_block.this.restrict_public_buckets && alltrue([for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement.Effect == "Deny" || try(statement.Condition.StringEquals["aws:SourceAccount"], "") == "111122223333"])
    error_message = "others read or write the logs"
  }
}

run "rejects_an_end_before_the_lock_ends" {
  command = plan
  variables {
    kept_days    = 30
    flow_traffic = "SOME"
    rules        = { ssh = "restricted-ssh" }
  }
  expect_failures = [var.kept_days, var.flow_traffic, var.rules]
}

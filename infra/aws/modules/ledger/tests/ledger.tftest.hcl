mock_provider "aws" {
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:111122223333:key/ledger" }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = { arn = "arn:aws:dynamodb:eu-central-1:111122223333:table/nightshift" }
  }
}

variables {
  name = "nightshift"
  tags = { system = "nightshift" }
}

run "protected" {
  command = apply

  assert {
    condition     = aws_dynamodb_table.this.deletion_protection_enabled
    error_message = "the table can be deleted by mistake"
  }
  assert {
    condition     = aws_dynamodb_table.this.point_in_time_recovery[0].enabled && aws_dynamodb_table.this.point_in_time_recovery[0].recovery_period_in_days == 35
    error_message = "the table cannot be restored to any second of 35 days"
  }
  assert {
    condition     = aws_dynamodb_table.this.server_side_encryption[0].kms_key_arn == aws_kms_key.this.arn && aws_kms_key.this.enable_key_rotation
    error_message = "the table is not encrypted by a key that rotates"
  }
  assert {
    condition     = aws_dynamodb_table.this.tags["system"] == "nightshift" && aws_kms_key.this.tags["system"] == "nightshift"
    error_message = "a resource has no tags"
  }
}

run "keys" {
  command = apply

  assert {
    condition     = aws_dynamodb_table.this.billing_mode == "PAY_PER_REQUEST" && aws_dynamodb_table.this.ttl[0].attribute_name == "expires" && aws_dynamodb_table.this.ttl[0].enabled
    error_message = "billing and time to live are not those of the code's table"
  }
  assert {
    condition     = alltrue([for index in aws_dynamodb_table.this.global_secondary_index : index.projection_type == "KEYS_ONLY"])
    error_message = "an index copies more than its keys"
  }
}

run "rejects_a_recovery_that_dynamodb_does_not_have" {
  command = plan
  variables { recovery_days = 36 }
  expect_failures = [var.recovery_days]
}

run "rejects_a_name_that_is_no_table" {
  command = plan
  variables { name = "x" }
  expect_failures = [var.name]
}

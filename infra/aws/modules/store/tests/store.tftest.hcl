mock_provider "aws" {
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::nightshift-packages-111122223333" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:111122223333:key/store" }
  }
}

variables {
  name = "nightshift-packages-111122223333"
  tags = { system = "nightshift" }
}

run "is_private_encrypted_and_kept" {
  command = apply

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls, aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls, aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "the bucket can become public"
  }
  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default[0].kms_master_key_id == aws_kms_key.this.arn && aws_kms_key.this.enable_key_rotation
    error_message = "the bucket is not encrypted by a key that rotates"
  }
  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled" && !aws_s3_bucket.this.force_destroy
    error_message = "what is deleted by mistake is lost"
  }
  assert {
    condition     = jsondecode(aws_s3_bucket_policy.this.policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false"
    error_message = "the bucket answers without TLS"
  }
  assert {
    condition     = aws_s3_bucket.this.tags["system"] == "nightshift" && aws_kms_key.this.tags["system"] == "nightshift"
    error_message = "a resource has no tags"
  }
}

run "rejects_a_name_that_is_no_bucket" {
  command = plan
  variables { name = "Nightshift_Packages" }
  expect_failures = [var.name]
}

run "rejects_a_short_history" {
  command = plan
  variables { old_version_days = 1 }
  expect_failures = [var.old_version_days]
}

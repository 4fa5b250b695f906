mock_provider "aws" {
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:nightshift/intake-token-AbCdEf" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:111122223333:key/secrets" }
  }
}

variables {
  prefix       = "nightshift"
  secrets      = { intake-token = "Callers send it." }
  first_values = { intake-token = "0123456789abcdef0123456789abcdef" }
  tags         = { system = "nightshift" }
}

run "is_encrypted_and_can_be_recovered" {
  command = apply

  assert {
    condition     = aws_secretsmanager_secret.this["intake-token"].kms_key_id == aws_kms_key.this.arn && aws_kms_key.this.enable_key_rotation
    error_message = "a secret is not encrypted by a key that rotates"
  }
  assert {
    condition     = aws_secretsmanager_secret.this["intake-token"].recovery_window_in_days == 30 && aws_secretsmanager_secret.this["intake-token"].tags["system"] == "nightshift"
    error_message = "a deleted secret cannot be recovered, or has no tags"
  }
}

run "has_no_value_in_the_state" {
  command = apply

  assert {
    condition     = aws_secretsmanager_secret_version.first["intake-token"].secret_string_wo == null
    error_message = "the state has the secret"
  }
}

run "has_copies_in_other_regions" {
  command = apply
  variables { replicas = { eu-west-1 = "arn:aws:kms:eu-west-1:111122223333:key/1" } }

  assert {
    condition     = one(aws_secretsmanager_secret.this["intake-token"].replica).region == "eu-west-1" && one(aws_secretsmanager_secret.this["intake-token"].replica).kms_key_id == var.replicas["eu-west-1"]
    error_message = "the secret is lost with its region"
  }
}

run "rejects_a_region_that_is_none" {
  command = plan
  variables { replicas = { ireland = null } }
  expect_failures = [var.replicas]
}

run "rejects_a_short_secret" {
  command = plan
  variables { first_values = { intake-token = "short" } }
  expect_failures = [var.first_values]
}

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/nightshift-remediation" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { version = "7" }
  }
}

variables {
  name             = "nightshift-remediation"
  handler          = "io.nightshift.remediation.aws.RemediationHandler"
  package          = { s3 = { bucket = "nightshift-packages", key = "remediation.zip" } }
  environment      = { NIGHTSHIFT_TABLE = "nightshift" }
  policy           = jsonencode({ Version = "2012-10-17", Statement = [] })
  dead_letters_arn = "arn:aws:sqs:eu-central-1:111122223333:nightshift-remediation-dead-letters"
  queues           = { events = "arn:aws:sqs:eu-central-1:111122223333:nightshift-remediation" }
  key_arns         = ["arn:aws:kms:eu-central-1:111122223333:key/ledger"]
  alarm_topics     = ["arn:aws:sns:eu-central-1:111122223333:nightshift-alarms"]
  tags             = { system = "nightshift" }
}

run "runs_a_snapshot_behind_an_alias" {
  command = apply

  assert {
    condition     = aws_lambda_function.this.runtime == "java25" && one(aws_lambda_function.this.architectures) == "arm64"
    error_message = "not the runtime that the code is built for"
  }
  assert {
    condition     = aws_lambda_function.this.snap_start[0].apply_on == "PublishedVersions" && aws_lambda_function.this.publish && aws_lambda_alias.this.function_version == "7"
    error_message = "the alias does not serve a published version with a snapshot"
  }
  assert {
    condition     = aws_lambda_function.this.reserved_concurrent_executions == 5 && aws_lambda_function.this.timeout == 60 && aws_lambda_function.this.memory_size == 1024
    error_message = "not the limits of docs/remediation.md"
  }
  assert {
    condition     = aws_lambda_function.this.tracing_config[0].mode == "Active"
    error_message = "invocations are not traced"
  }
}

run "retries_and_keeps_what_failed" {
  command = apply

  assert {
    condition     = aws_lambda_function_event_invoke_config.this.qualifier == "live" && aws_lambda_function_event_invoke_config.this.maximum_event_age_in_seconds == 900 && aws_lambda_function_event_invoke_config.this.maximum_retry_attempts == 2
    error_message = "retries are not those of the alias"
  }
  assert {
    condition     = aws_lambda_function_event_invoke_config.this.destination_config[0].on_failure[0].destination == var.dead_letters_arn
    error_message = "what failed three times is lost"
  }
}

run "is_triggered_by_its_queue" {
  command = apply

  assert {
    condition     = aws_lambda_event_source_mapping.this["events"].function_name == aws_lambda_alias.this.arn && aws_lambda_event_source_mapping.this["events"].batch_size == 10
    error_message = "the queue does not trigger the alias"
  }
  assert {
    condition     = one(aws_lambda_event_source_mapping.this["events"].function_response_types) == "ReportBatchItemFailures" && aws_lambda_event_source_mapping.this["events"].scaling_config[0].maximum_concurrency == 5
    error_message = "failed messages are lost, or more come than the function may run"
  }
}

run "keeps_its_log_for_a_time" {
  command = apply

  assert {
    condition     = aws_cloudwatch_log_group.this.name == "/aws/lambda/nightshift-remediation" && aws_cloudwatch_log_group.this.retention_in_days == 90
    error_message = "the log is kept forever, or under another name"
  }
}

run "has_alarms_and_tags" {
  command = apply

  assert {
    condition     = output.alarms == tolist(["nightshift-remediation-dropped", "nightshift-remediation-errors", "nightshift-remediation-slow", "nightshift-remediation-throttles"])
    error_message = "an alarm is missing"
  }
  assert {
    condition     = alltrue([for tags in [aws_lambda_function.this.tags, aws_iam_role.this.tags, aws_cloudwatch_log_group.this.tags] : tags["system"] == "nightshift"])
    error_message = "a resource has no tags"
  }
}

run "lets_lambda_do_only_its_part" {
  command = apply

  assert {
    condition     = join(" ", [for statement in jsondecode(aws_iam_role_policy.platform.policy).Statement : statement.Sid]) == "OnFailure Tracing Trigger Keys"
    error_message = "the platform's policy has other statements"
  }
}

run "reaches_a_vpc" {
  command = apply
  variables { vpc = { subnets = ["subnet-1"], security_groups = ["sg-1"] } }

  assert {
    condition     = one(aws_lambda_function.this.vpc_config).subnet_ids == toset(["subnet-1"]) && contains([for statement in jsondecode(aws_iam_role_policy.platform.policy).Statement : statement.Sid], "Network")
    error_message = "the function is not in the VPC, or may not make its network interfaces"
  }
}

run "rejects_two_sources_of_code" {
  command = plan
  variables { package = { file = "main.tf", s3 = { bucket = "b", key = "k" } } }
  expect_failures = [var.package]
}

run "rejects_an_image_by_its_tag" {
  command = plan
  variables { package = { image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/nightshift:latest" } }
  expect_failures = [var.package]
}

run "rejects_a_timeout_that_outlives_a_lease" {
  command = plan
  variables { timeout = 120 }
  expect_failures = [var.timeout]
}

run "rejects_a_policy_that_is_no_document" {
  command = plan
  variables { policy = "{}" }
  expect_failures = [var.policy]
}

run "rejects_a_concurrency_that_a_trigger_cannot_have" {
  command = plan
  variables { reserved_concurrency = 1 }
  expect_failures = [var.reserved_concurrency]
}

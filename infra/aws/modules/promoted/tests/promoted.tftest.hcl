mock_provider "aws" {
  mock_resource "aws_lambda_function" {
    defaults = { version = "1" }
  }
}

variables {
  name        = "shop-web"
  role_arn    = "arn:aws:iam::111122223333:role/shop-web"
  first_image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web@sha256:7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd12340000"
  tags        = { system = "shop" }
}

run "starts_with_the_first_image" {
  command = apply

  assert {
    condition     = aws_lambda_function.this.image_uri == var.first_image && aws_lambda_alias.this.function_version == "1" && output.target.name == "shop-web:live"
    error_message = "the alias does not serve the first image"
  }
  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 90 && aws_lambda_function.this.tracing_config[0].mode == "Active" && aws_lambda_function.this.tags["system"] == "shop"
    error_message = "log, traces or tags are not those of this installation"
  }
}

run "ignores_a_promotion" {
  command = plan
  variables {
    first_image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web@sha256:0000000000000000000000000000000000000000000000000000000000000001"
  }

  assert {
    condition     = endswith(aws_lambda_function.this.image_uri, "abcd12340000")
    error_message = "an apply would undo a promotion"
  }
}

run "rejects_an_image_by_its_tag" {
  command = plan
  variables { first_image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web:latest" }
  expect_failures = [var.first_image]
}

run "rejects_an_architecture_that_lambda_does_not_have" {
  command = plan
  variables { architecture = "riscv64" }
  expect_failures = [var.architecture]
}

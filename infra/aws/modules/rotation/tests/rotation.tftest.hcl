mock_provider "aws" {}

variables {
  function_name = "nightshift-rotation"
  alias_arn     = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-rotation:live"
  account       = "111122223333"
}

run "secrets_of_this_account_alone_call_the_alias" {
  command = apply

  assert {
    condition     = aws_lambda_permission.this.principal == "secretsmanager.amazonaws.com" && aws_lambda_permission.this.source_account == "111122223333" && aws_lambda_permission.this.qualifier == "live"
    error_message = "somebody else may call the function, or another version is called"
  }
  assert {
    condition     = output.function == var.alias_arn
    error_message = "a secret would call something else"
  }
}

run "rejects_a_function_without_an_alias_and_an_account_that_is_none" {
  command = plan
  variables {
    alias_arn = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-rotation"
    account   = "*"
  }
  expect_failures = [var.alias_arn, var.account]
}

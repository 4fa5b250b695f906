mock_provider "aws" {}

variables {
  bus_arn      = "arn:aws:events:eu-central-1:111122223333:event-bus/default"
  accounts     = ["222233334444", "333344445555"]
  organization = "o-0123456789"
}

run "members_of_the_organization_send_events_and_nothing_else" {
  command = apply

  assert {
    condition     = jsondecode(aws_cloudwatch_event_bus_policy.this.policy).Statement[0].Principal.AWS == ["arn:aws:iam::222233334444:root", "arn:aws:iam::333344445555:root"] && jsondecode(aws_cloudwatch_event_bus_policy.this.policy).Statement[0].Action == "events:PutEvents"
    error_message = "somebody else may send, or something else"
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_bus_policy.this.policy).Statement[0].Condition.StringEquals["aws:PrincipalOrgID"] == "o-0123456789"
    error_message = "an account outside of the organization may send"
  }
}

run "rejects_an_account_that_is_none" {
  command = plan
  variables { accounts = ["*"] }
  expect_failures = [var.accounts]
}

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/nightshift-pipeline" }
  }
}

variables {
  account      = "111122223333"
  state_bucket = "nightshift-state-111122223333"
  subjects = {
    plan  = ["repo:shop/nightshift:pull_request"]
    apply = ["repo:shop/nightshift:environment:aws-prod"]
  }
  tags = { system = "nightshift" }
}

run "takes_tokens_of_named_jobs_only" {
  command = apply

  assert {
    condition     = jsondecode(aws_iam_role.this["apply"].assume_role_policy).Statement[0].Condition.StringEquals == { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = ["repo:shop/nightshift:environment:aws-prod"] }
    error_message = "a job without an approval, or another repository, could apply"
  }
  assert {
    condition     = aws_iam_role.this["plan"].tags["system"] == "nightshift" && aws_iam_role.this["plan"].max_session_duration == 3600
    error_message = "tags are missing, or sessions are long"
  }
}

run "reads_only_while_planning" {
  command = apply

  assert {
    condition     = [for key, attachment in aws_iam_role_policy_attachment.this : attachment.policy_arn if startswith(key, "plan ")] == ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
    error_message = "a pull request could change the account"
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.this["plan"].policy).Statement : statement.Resource == ["arn:aws:s3:::nightshift-state-111122223333/*.tflock"] if contains(statement.Action, "s3:PutObject")])
    error_message = "a plan could write a state"
  }
}

run "pauses_nightshift_and_leaves_its_own_rights_alone" {
  command = apply

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.this["apply"].policy).Statement : statement.Resource if statement.Sid == "Pause"]) == ["arn:aws:lambda:*:111122223333:function:nightshift-*:live"]
    error_message = "an apply would write over what Nightshift does meanwhile"
  }
  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.this["apply"].policy).Statement : statement.Effect if statement.Sid == "NotItself"]) == "Deny"
    error_message = "an apply could give itself any right"
  }
}

run "uses_a_provider_that_exists" {
  command = apply
  variables { existing_provider = true }

  assert {
    condition     = length(aws_iam_openid_connect_provider.this) == 0
    error_message = "a second provider for the issuer would fail"
  }
}

run "refuses_a_pull_request_and_a_pattern" {
  command = plan
  variables { subjects = { plan = ["repo:shop/nightshift:*"], apply = ["repo:shop/nightshift:pull_request"] } }
  expect_failures = [var.subjects]
}

mock_provider "aws" {
  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::111122223333:policy/nightshift-remediation" }
  }
}

variables {
  role     = "nightshift-remediation"
  document = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Read", Effect = "Allow", Action = ["ec2:DescribeInstances"], Resource = ["*"] }] })
  tags     = { system = "nightshift" }
}

run "a_short_document_is_one_policy" {
  command = apply

  assert {
    condition     = jsondecode(aws_iam_policy.this["0"].policy) == jsondecode(var.document) && length(aws_iam_policy.this) == 1
    error_message = "the policy is not the document"
  }
  assert {
    condition     = aws_iam_role_policy_attachment.this["0"].role == var.role && aws_iam_role_policy_attachment.this["0"].policy_arn == aws_iam_policy.this["0"].arn
    error_message = "the role does not have it"
  }
  assert {
    condition     = aws_iam_policy.this["0"].name == "nightshift-remediation-0" && aws_iam_policy.this["0"].tags["system"] == "nightshift"
    error_message = "it has another name, or no tags"
  }
}

run "a_long_one_is_cut_between_statements" {
  command = plan
  variables {
    document = jsonencode({ Version = "2012-10-17", Statement = [for number in range(40) : { Sid = "S${number}", Effect = "Allow", Action = [for letter in range(20) : "service:Action${letter}"], Resource = [join("", [for letter in range(number * 10) : "r"])] }] })
  }

  assert {
    condition     = alltrue([for policy in aws_iam_policy.this : length(policy.policy) <= 6144]) && length(aws_iam_policy.this) > 3
    error_message = "a policy is longer than IAM allows"
  }
  assert {
    condition     = flatten([for policy in aws_iam_policy.this : [for statement in jsondecode(policy.policy).Statement : statement.Sid]]) == [for number in range(40) : "S${number}"]
    error_message = "a statement is lost, or is there twice"
  }
}

run "no_statement_is_no_policy" {
  command = plan
  variables { document = jsonencode({ Version = "2012-10-17", Statement = [] }) }

  assert {
    condition     = length(aws_iam_policy.this) == 0
    error_message = "IAM refuses a policy without a statement"
  }
}

run "rejects_a_statement_that_fits_nowhere" {
  command = plan
  variables { document = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Much", Effect = "Allow", Action = ["a:B"], Resource = [for number in range(500) : "resource-${number}"] }] }) }
  expect_failures = [var.document]
}

run "rejects_more_than_a_role_may_have" {
  command = plan
  variables { document = jsonencode({ Version = "2012-10-17", Statement = [for number in range(900) : { Sid = "S${number}", Effect = "Allow", Action = ["service:Action"], Resource = ["*"] }] }) }
  expect_failures = [aws_iam_policy.this]
}

run "rejects_what_is_no_document" {
  command = plan
  variables { document = "{}" }
  expect_failures = [var.document]
}

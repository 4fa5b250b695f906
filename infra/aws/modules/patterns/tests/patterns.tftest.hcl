mock_provider "aws" {}

run "leaves_out_what_is_frequent" {
  command = plan

  assert {
    condition     = length(setintersection(keys(output.remediation), ["api-calls", "objects", "items", "tasks", "parameters", "invocations"])) == 0
    error_message = "frequent events come without a request"
  }
  assert {
    condition     = length(output.remediation) == 14 && length(output.promotion) == 2 && length(output.rotation) == 1
    error_message = "a group is missing"
  }
}

run "adds_and_leaves_out_groups" {
  command = plan
  variables {
    on_request = ["tasks"]
    without    = ["cost"]
  }

  assert {
    condition     = contains(keys(output.remediation), "tasks") && !contains(keys(output.remediation), "cost")
    error_message = "groups are not those of the variables"
  }
}

run "rejects_unknown_groups" {
  command = plan
  variables {
    on_request = ["trails"]
    without    = ["costs"]
  }
  expect_failures = [var.on_request, var.without]
}

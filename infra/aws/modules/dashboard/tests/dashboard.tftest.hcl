mock_provider "aws" {}

variables {
  name      = "shop"
  region    = "eu-central-1"
  targets   = { web = { group = "targetgroup/shop-web/73e2d6bc24d8a067", balancer = "app/shop/50dc6c495c0c9188" } }
  databases = ["shop-orders"]
  groups    = ["shop-web"]
  alarms    = ["arn:aws:cloudwatch:eu-central-1:111122223333:alarm:shop-web-target-errors"]
}

run "shows_time_errors_database_scaling_alarms_and_costs" {
  command = plan

  assert {
    condition     = [for widget in jsondecode(output.body).widgets : widget.properties.title] == ["Response time, seconds", "Errors, percent of requests", "Healthy targets", "Database: CPU, percent", "Database: connections", "Database: free memory and storage, bytes", "Scaling: instances", "Alarms", "Estimated charges of the month, US dollars"]
    error_message = "a chart is missing"
  }
  assert {
    condition     = length(distinct([for widget in jsondecode(output.body).widgets : "${widget.x}/${widget.y}"])) == length(jsondecode(output.body).widgets)
    error_message = "two charts lie on each other"
  }
  assert {
    condition     = jsondecode(output.body).widgets[8].properties.region == "us-east-1" && jsondecode(output.body).widgets[1].properties.metrics[0][0].expression == "100 * bad_web / all_web"
    error_message = "costs are elsewhere, or errors have no denominator"
  }
}

run "shows_only_what_there_is" {
  command = plan
  variables {
    targets = {}
    groups  = []
    alarms  = []
    costs   = false
  }
  assert {
    condition     = length(jsondecode(output.body).widgets) == 3
    error_message = "an empty chart is shown"
  }
}

run "rejects_names_that_are_no_ids" {
  command = plan
  variables {
    targets = { "shop-web" = { group = "targetgroup/a/1", balancer = "app/a/1" } }
  }
  expect_failures = [var.targets]
}

mock_provider "aws" {
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:111122223333:shop-spending" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { id = "shop-111122223333-costs", arn = "arn:aws:s3:::shop-111122223333-costs" }
  }
  mock_resource "aws_ce_anomaly_monitor" {
    defaults = { arn = "arn:aws:ce::111122223333:anomalymonitor/1" }
  }
}

variables {
  name             = "shop"
  account          = "111122223333"
  region           = "eu-central-1"
  budgets          = { all = { usd = 5000 }, checkout = { usd = 800, tag = "team=checkout" } }
  watched_shares   = ["savings-plans-used", "reservations-cover"]
  allocation_tags  = ["team", "environment"]
  nightshift_queue = "arn:aws:sqs:eu-central-1:111122223333:nightshift-remediation"
}

run "budgets_and_anomalies_reach_the_topic" {
  command = apply

  assert {
    condition     = alltrue([for budget in concat(values(aws_budgets_budget.cost), values(aws_budgets_budget.share)) : alltrue([for notification in budget.notification : notification.subscriber_sns_topic_arns == toset(["arn:aws:sns:eu-central-1:111122223333:shop-spending"])])])
    error_message = "a budget tells nobody"
  }
  assert {
    condition     = one(one(aws_budgets_budget.cost["checkout"].cost_filter).values) == "user:team$checkout" && length(aws_budgets_budget.cost["all"].notification) == 2
    error_message = "the budget of a team is of everything, or has no forecast"
  }
  assert {
    condition     = aws_budgets_budget.share["savings-plans-used"].budget_type == "SAVINGS_PLANS_UTILIZATION" && one(aws_budgets_budget.share["reservations-cover"].notification).comparison_operator == "LESS_THAN" && length(aws_budgets_budget.share) == 2
    error_message = "what is bought is not watched"
  }
  assert {
    condition     = jsondecode(aws_sns_topic_policy.this.policy).Statement[0].Principal.Service == ["budgets.amazonaws.com", "costalerts.amazonaws.com"] && aws_sns_topic_subscription.nightshift[0].endpoint == var.nightshift_queue
    error_message = "messages do not arrive"
  }
}

run "exports_focus_and_allocates" {
  command = apply

  assert {
    condition     = strcontains(aws_bcmdataexports_export.focus.export[0].data_query[0].query_statement, "FROM FOCUS_1_2_AWS") && strcontains(aws_bcmdataexports_export.focus.export[0].data_query[0].query_statement, "EffectiveCost")
    error_message = "the detector has no file to read"
  }
  assert {
    condition     = keys(aws_ce_cost_allocation_tag.this) == ["environment", "team"] && aws_computeoptimizer_enrollment_status.this.status == "Active"
    error_message = "costs have no team, or nobody computes sizes"
  }
}

run "takes_the_monitor_that_exists" {
  command = apply
  variables { monitor_arn = "arn:aws:ce::111122223333:anomalymonitor/2" }

  assert {
    condition     = length(aws_ce_anomaly_monitor.this) == 0 && aws_ce_anomaly_subscription.this.monitor_arn_list == tolist(["arn:aws:ce::111122223333:anomalymonitor/2"])
    error_message = "a second monitor by service is refused"
  }
}

run "rejects_budgets_of_nothing" {
  command = plan
  variables {
    budgets        = { all = { usd = 0 } }
    watched_shares = ["everything"]
  }
  expect_failures = [var.budgets, var.watched_shares]
}

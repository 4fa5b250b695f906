mock_provider "google" {
  mock_resource "google_pubsub_topic" {
    defaults = { id = "projects/shop-prod/topics/shop-spending" }
  }
}

variables {
  project         = "shop-prod"
  name            = "shop"
  billing_account = "012345-6789AB-CDEF01"
  budgets         = { all = { amount = 5000 }, checkout = { amount = 800, label = "team=checkout" } }
}

run "budgets_reach_the_topic" {
  command = apply

  assert {
    condition     = alltrue([for budget in google_billing_budget.this : budget.all_updates_rule[0].schema_version == "1.0" && length(budget.threshold_rules) == 3]) && google_pubsub_topic_iam_member.billing[0].role == "roles/pubsub.publisher"
    error_message = "a budget tells nobody"
  }
  assert {
    condition     = google_billing_budget.this["checkout"].budget_filter[0].labels == tomap({ team = "checkout" }) && google_billing_budget.this["all"].amount[0].specified_amount[0].units == "5000"
    error_message = "the budget of a team is of everything"
  }
  assert {
    condition     = !google_bigquery_dataset.this.delete_contents_on_destroy && output.dataset == "shop_billing"
    error_message = "the history of costs can be deleted"
  }
}

run "budgets_reach_the_function_that_reads_them" {
  command = apply
  variables {
    topic = "projects/shop-prod/topics/cost-watch-budgets"
  }
  assert {
    condition     = length(google_pubsub_topic.this) == 0 && google_billing_budget.this["all"].all_updates_rule[0].pubsub_topic == "projects/shop-prod/topics/cost-watch-budgets" && output.topic == "projects/shop-prod/topics/cost-watch-budgets"
    error_message = "the budgets go to a topic that nobody reads"
  }
}

run "rejects_projects_for_billing_accounts" {
  command = plan
  variables {
    billing_account = "shop-prod"
    budgets         = { all = { amount = 0.5 } }
  }
  expect_failures = [var.billing_account, var.budgets]
}

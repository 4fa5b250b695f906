mock_provider "aws" {}

variables {
  prefix       = "shop"
  alarm_topics = ["arn:aws:sns:eu-central-1:111122223333:people"]
  tags         = { system = "shop" }
  objectives   = { checkout = { goal_percent = 99.9, dimensions = { TargetGroup = "targetgroup/shop-web/73e2d6bc24d8a067", LoadBalancer = "app/shop/50dc6c495c0c9188" } } }
}

run "evaluated" {
  command = apply

  assert {
    condition     = output.alarms == tolist(["shop-checkout-fast-burn", "shop-checkout-slow-burn"]) && length(aws_cloudwatch_metric_alarm.window) == 4
    error_message = "a burn rate is missing"
  }
  assert {
    condition     = aws_cloudwatch_composite_alarm.burn["checkout-fast"].alarm_rule == "ALARM(\"shop-checkout-fast-long\") AND ALARM(\"shop-checkout-fast-short\")"
    error_message = "one window alone tells somebody"
  }
  assert {
    condition     = abs(aws_cloudwatch_metric_alarm.window["checkout-fast-long"].threshold - 1.44) < 0.0001 && abs(aws_cloudwatch_metric_alarm.window["checkout-slow-short"].threshold - 0.6) < 0.0001
    error_message = "the burn rate is another one"
  }
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_composite_alarm.burn : alarm.alarm_actions == toset(var.alarm_topics)]) && alltrue([for alarm in aws_cloudwatch_metric_alarm.window : alarm.alarm_actions == null])
    error_message = "a burn tells nobody, or each window tells"
  }
}

run "rejects_a_goal_without_a_budget" {
  command = plan
  variables {
    objectives = { checkout = { goal_percent = 100, dimensions = {} } }
  }
  expect_failures = [var.objectives]
}

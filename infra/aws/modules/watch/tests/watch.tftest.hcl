mock_provider "aws" {}

variables {
  prefix       = "shop"
  alarm_topics = ["arn:aws:sns:eu-central-1:111122223333:people"]
  tags         = { system = "shop" }
  instances    = { mail = "i-0abcd1234ef567890" }
  groups       = { web = { name = "shop-web", min = 2 } }
  databases = {
    orders  = { id = "shop-orders", max_connections = 200, log_group = "/aws/rds/instance/shop-orders/postgresql" }
    reports = { id = "shop-reports", max_connections = 100, replica = true }
  }
  clusters  = { stock = { id = "shop-stock", max_connections = 1000, log_group = "/aws/rds/cluster/shop-stock/postgresql" } }
  targets   = { web = { group = "targetgroup/shop-web/73e2d6bc24d8a067", balancer = "app/shop/50dc6c495c0c9188" } }
  balancers = { shop = "app/shop/50dc6c495c0c9188" }
  functions = { mailer = { name = "shop-mailer", alias = "live", timeout_seconds = 30 } }
  services  = { api = { cluster = "shop", name = "api", tasks = 2 } }
}

run "evaluated" {
  command = apply

  assert {
    condition     = length(output.alarms) == 4 + 3 + 2 * 4 + 1 + 2 + 4 + 4 + 1 + 3 + 3
    error_message = "an alarm is missing"
  }
  assert {
    condition     = alltrue([for name in keys(output.alarms) : strcontains(output.policy, "*-${regex("(?:instance|group|database|replica|cluster|target|balancer|function|service)-[a-z]+$", name)}\"")])
    error_message = "an alarm has no rule"
  }
  assert {
    condition     = module.alarms.names[0] == "shop-api-service-cpu"
    error_message = "names of alarms do not begin with the prefix"
  }
}

run "answers_only_what_is_watched" {
  command = apply
  variables {
    instances = {}
    groups    = {}
    databases = {}
    clusters  = {}
    targets   = {}
    balancers = {}
    services  = {}
  }

  assert {
    condition     = yamldecode(output.policy).version == 1 && toset([for rule in yamldecode(output.policy).rules : rule.name]) == toset(["function-errors", "function-throttles", "function-duration"])
    error_message = "the policy has rules for what is not watched"
  }
}

run "puts_your_answers_into_the_rules" {
  command = plan
  variables {
    answers = { database = "orders", storage_gib = 900, tasks = 8 }
  }

  assert {
    condition     = strcontains(output.policy, "up-to-gib: 900") && strcontains(output.policy, "database: \"orders\"") && !strcontains(output.policy, "$${")
    error_message = "a rule has another value"
  }
}

run "rejects_names_where_ids_are_expected" {
  command = plan
  variables {
    instances = { mail = "mail" }
    targets   = { web = { group = "shop-web", balancer = "shop" } }
    limits    = { cpu_percent = 100 }
    answers   = { automation_role = "arn:aws:iam::111122223333:role/admin" }
  }
  expect_failures = [var.instances, var.targets, var.limits, var.answers]
}

mock_provider "aws" {
  mock_resource "aws_wafv2_ip_set" {
    defaults = { id = "0a1b2c3d", arn = "arn:aws:wafv2:eu-central-1:111122223333:regional/ipset/shop-blocked/0a1b2c3d" }
  }
  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/shop/1" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:111122223333:log-group:aws-waf-logs-shop" }
  }
}

variables {
  name      = "shop"
  balancers = { web = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/shop/1" }
  logins    = { path = "/login" }
  countries = ["DE"]
}

run "is_before_the_balancer_with_all_groups" {
  command = apply

  assert {
    condition     = toset([for rule in aws_wafv2_web_acl.this.rule : rule.name]) == toset(["blocked", "rate", "login-rate", "countries", "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet", "AWSManagedRulesAnonymousIpList"])
    error_message = "a rule is missing"
  }
  assert {
    condition     = length(distinct([for rule in aws_wafv2_web_acl.this.rule : rule.priority])) == length(aws_wafv2_web_acl.this.rule) && aws_wafv2_web_acl_association.this["web"].web_acl_arn == "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/shop/1"
    error_message = "two rules have one priority, or the balancer has none"
  }
  assert {
    condition     = [for rule in aws_wafv2_web_acl.this.rule : rule.name if length(rule.override_action) > 0 && length(try(rule.override_action[0].count, [])) > 0] == ["AWSManagedRulesAnonymousIpList"]
    error_message = "a group only counts, or customers behind a VPN are blocked"
  }
}

run "logs_blocked_requests_without_tokens" {
  command = apply

  assert {
    condition     = length(aws_wafv2_web_acl_logging_configuration.this.redacted_fields) == 2 && one(aws_wafv2_web_acl_logging_configuration.this.logging_filter).default_behavior == "DROP" && aws_cloudwatch_log_group.this.retention_in_days == 90
    error_message = "the log has tokens, or everything, or for ever"
  }
}

run "names_the_set_that_nightshift_fills" {
  command = apply

  assert {
    condition     = output.ip_set == "regional/shop-blocked/0a1b2c3d" && alltrue([for rule in yamldecode(output.policy).rules : rule.target.name == output.ip_set])
    error_message = "a rule blocks in another set"
  }
}

run "rejects_what_waf_rejects" {
  command = plan
  variables {
    scope                  = "GLOBAL"
    requests_per_5_minutes = 1
    logins                 = { path = "login" }
    countries              = ["Germany"]
  }
  expect_failures = [var.scope, var.requests_per_5_minutes, var.logins, var.countries]
}

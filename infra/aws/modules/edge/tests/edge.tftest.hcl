mock_provider "aws" {
  mock_resource "aws_acm_certificate" {
    defaults = { arn = "arn:aws:acm:eu-central-1:111122223333:certificate/1" }
  }
  mock_resource "aws_lb_listener" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/shop/1/2" }
  }
}

variables {
  name     = "shop"
  domains  = ["shop.example.com"]
  balancer = { arn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/shop/1", target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/shop/1" }
}

run "redirects_to_https_with_headers" {
  command = apply

  assert {
    condition     = aws_lb_listener.http[0].default_action[0].redirect[0].protocol == "HTTPS" && aws_lb_listener.http[0].default_action[0].redirect[0].status_code == "HTTP_301"
    error_message = "HTTP is served"
  }
  assert {
    condition     = strcontains(aws_lb_listener.https[0].ssl_policy, "TLS13") && aws_lb_listener.https[0].certificate_arn == "arn:aws:acm:eu-central-1:111122223333:certificate/1"
    error_message = "old TLS, or no certificate"
  }
  assert {
    condition     = startswith(aws_lb_listener.https[0].routing_http_response_strict_transport_security_header_value, "max-age=31536000") && strcontains(aws_lb_listener.https[0].routing_http_response_content_security_policy_header_value, "frame-ancestors 'none'") && aws_lb_listener.https[0].routing_http_response_x_content_type_options_header_value == "nosniff"
    error_message = "a header is missing"
  }
  assert {
    condition     = length(aws_cloudfront_distribution.this) == 0
    error_message = "a distribution that nobody asked for"
  }
}

run "caches_only_what_it_is_told" {
  command = apply
  variables {
    balancer    = null
    certificate = "arn:aws:acm:us-east-1:111122223333:certificate/1"
    cdn         = { origin = "shop-1.eu-central-1.elb.amazonaws.com", web_acl_arn = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/1" }
  }
  assert {
    condition     = aws_cloudfront_distribution.this[0].web_acl_id == var.cdn.web_acl_arn && aws_cloudfront_distribution.this[0].default_cache_behavior[0].viewer_protocol_policy == "redirect-to-https" && [for behavior in aws_cloudfront_distribution.this[0].ordered_cache_behavior : behavior.path_pattern] == ["/static/*"]
    error_message = "the distribution has no web ACL, or caches more"
  }
  assert {
    condition     = aws_cloudfront_response_headers_policy.this[0].security_headers_config[0].strict_transport_security[0].access_control_max_age_sec == 31536000 && length(aws_lb_listener.http) == 0
    error_message = "a header is missing"
  }
}

run "rejects_urls_and_regional_web_acls" {
  command = plan
  variables {
    domains = ["https://shop.example.com"]
    headers = { csp = "" }
    cdn     = { origin = "shop", web_acl_arn = "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/shop/1" }
  }
  expect_failures = [var.domains, var.headers, var.cdn]
}

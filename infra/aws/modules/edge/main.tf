locals {
  headers = merge({
    strict_transport_security = "max-age=31536000; includeSubDomains"
    content_security_policy   = "default-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
    x_content_type_options    = "nosniff"
    x_frame_options           = "DENY"
  }, var.headers)
}

resource "aws_acm_certificate" "this" {
  count = var.certificate == null ? 1 : 0

  domain_name               = var.domains[0]
  subject_alternative_names = slice(var.domains, 1, length(var.domains))
  validation_method         = "DNS"
  key_algorithm             = "EC_prime256v1"
  tags                      = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener" "http" {
  count = var.balancer == null ? 0 : 1

  load_balancer_arn = var.balancer.arn
  port              = 80
  protocol          = "HTTP"
  tags              = var.tags

  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  count = var.balancer == null ? 0 : 1

  load_balancer_arn = var.balancer.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = coalesce(var.certificate, try(aws_acm_certificate.this[0].arn, null))
  tags              = var.tags

  routing_http_response_strict_transport_security_header_value = local.headers.strict_transport_security
  routing_http_response_content_security_policy_header_value   = local.headers.content_security_policy
  routing_http_response_x_content_type_options_header_value    = local.headers.x_content_type_options
  routing_http_response_x_frame_options_header_value           = local.headers.x_frame_options
  routing_http_response_server_enabled                         = false

  default_action {
    type             = "forward"
    target_group_arn = var.balancer.target_group_arn
  }
}

resource "aws_cloudfront_response_headers_policy" "this" {
  count = var.cdn == null ? 0 : 1

  name    = var.name
  comment = "Security headers of ${var.domains[0]}."

  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      override                   = true
    }
    content_security_policy {
      content_security_policy = local.headers.content_security_policy
      override                = true
    }
    content_type_options {
      override = true
    }
    frame_options {
      frame_option = local.headers.x_frame_options
      override     = true
    }
    referrer_policy {
      referrer_policy = "strict-origin-when-cross-origin"
      override        = true
    }
  }

  remove_headers_config {
    items {
      header = "Server"
    }
  }
}

resource "aws_cloudfront_distribution" "this" {
  count = var.cdn == null ? 0 : 1

  comment         = var.name
  enabled         = true
  is_ipv6_enabled = true
  http_version    = "http2and3"
  aliases         = var.domains
  price_class     = var.cdn.price_class
  web_acl_id      = var.cdn.web_acl_arn
  tags            = var.tags

  origin {
    origin_id   = "balancer"
    domain_name = var.cdn.origin

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  # Nothing is cached that the application does not allow.
  default_cache_behavior {
    target_origin_id           = "balancer"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = "83da9c7e-98b4-4e11-a168-04f0df8e2c65"
    origin_request_policy_id   = "216adef6-5c7f-47e4-b989-5492eafa07d3"
    response_headers_policy_id = aws_cloudfront_response_headers_policy.this[0].id
  }

  dynamic "ordered_cache_behavior" {
    for_each = var.cdn.cached
    content {
      path_pattern               = ordered_cache_behavior.value
      target_origin_id           = "balancer"
      viewer_protocol_policy     = "redirect-to-https"
      allowed_methods            = ["GET", "HEAD"]
      cached_methods             = ["GET", "HEAD"]
      compress                   = true
      cache_policy_id            = "658327ea-f89d-4fab-a63d-7e88639e58f6"
      response_headers_policy_id = aws_cloudfront_response_headers_policy.this[0].id
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = coalesce(var.certificate, try(aws_acm_certificate.this[0].arn, null))
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}

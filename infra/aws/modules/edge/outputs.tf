output "listener" {
  description = "The ARN of the HTTPS listener, for rules of a promotion; null without a load balancer."
  value       = one(aws_lb_listener.https[*].arn)
}

output "validation" {
  description = "The records of DNS that validate a requested certificate."
  value       = try(aws_acm_certificate.this[0].domain_validation_options, [])
}

output "cdn" {
  description = "The distribution's host name; null without one."
  value       = one(aws_cloudfront_distribution.this[*].domain_name)
}

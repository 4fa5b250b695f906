variable "name" {
  description = "What the names begin with."
  type        = string
}

variable "domains" {
  description = "The names that users call; the first is the certificate's own."
  type        = list(string)

  validation {
    condition     = length(var.domains) > 0 && alltrue([for domain in var.domains : can(regex("^([*][.])?[a-z0-9.-]+$", domain))])
    error_message = "domains: at least one host name, not a URL."
  }
}

variable "certificate" {
  description = "ARN of a validated certificate that exists; null to request one."
  type        = string
  default     = null
}

variable "balancer" {
  description = "The load balancer and the target group that gets its requests; null for none."
  type        = object({ arn = string, target_group_arn = string })
  default     = null
}

variable "cdn" {
  description = "CloudFront before the load balancer: the load balancer's host name, the ARN of a web ACL of scope CLOUDFRONT, paths that are cached, and the price class. Null for none."
  type = object({
    origin      = string
    web_acl_arn = string
    cached      = optional(list(string), ["/static/*"])
    price_class = optional(string, "PriceClass_100")
  })
  default = null

  validation {
    condition     = var.cdn == null || try(strcontains(var.cdn.web_acl_arn, ":global/webacl/"), false)
    error_message = "A distribution takes a web ACL of scope CLOUDFRONT (…:global/webacl/…)."
  }
}

variable "headers" {
  description = "Values of security headers in place of the defaults: strict_transport_security, content_security_policy, x_content_type_options, x_frame_options."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.headers) : contains(["strict_transport_security", "content_security_policy", "x_content_type_options", "x_frame_options"], name)])
    error_message = "headers: strict_transport_security, content_security_policy, x_content_type_options, x_frame_options."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

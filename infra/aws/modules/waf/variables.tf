variable "name" {
  description = "The name of the web ACL."
  type        = string
}

variable "scope" {
  description = "REGIONAL before load balancers, CLOUDFRONT (in us-east-1) before a distribution."
  type        = string
  default     = "REGIONAL"

  validation {
    condition     = contains(["REGIONAL", "CLOUDFRONT"], var.scope)
    error_message = "scope: REGIONAL or CLOUDFRONT."
  }
}

variable "balancers" {
  description = "ARNs of load balancers, by a name of yours; none with CLOUDFRONT, whose distribution names the web ACL."
  type        = map(string)
  default     = {}
}

variable "requests_per_5_minutes" {
  description = "More requests from one address are blocked."
  type        = number
  default     = 2000

  validation {
    condition     = var.requests_per_5_minutes >= 10
    error_message = "At least 10 requests in five minutes."
  }
}

variable "logins" {
  description = "Where passwords are tried: the beginning of the path, and how many requests one address may send there; null for none."
  type        = object({ path = string, per_5_minutes = optional(number, 50) })
  default     = null

  validation {
    condition     = var.logins == null || try(startswith(var.logins.path, "/") && var.logins.per_5_minutes >= 10, false)
    error_message = "path: begins with a slash; at least 10 requests in five minutes."
  }
}

variable "countries" {
  description = "The only countries from which requests are let in (two letters); all if empty."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for country in var.countries : can(regex("^[A-Z]{2}$", country))])
    error_message = "Countries of two capital letters such as DE."
  }
}

variable "more_groups" {
  description = "Further managed groups of AWS, such as AWSManagedRulesLinuxRuleSet."
  type        = list(string)
  default     = []
}

variable "count_only" {
  description = "Groups that only count: new ones, until their sampled requests show that no customer is among them."
  type        = set(string)
  default     = []
}

variable "log_retention_days" {
  description = "How long blocked requests are kept."
  type        = number
  default     = 90
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

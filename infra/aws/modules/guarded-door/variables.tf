variable "name" {
  description = "The API's name."
  type        = string
}

variable "function" {
  description = "The function behind it: its name and the invoke ARN of its alias `live`."
  type = object({
    name             = string
    alias_invoke_arn = string
  })
}

variable "region" {
  description = "The region, for the API's URL."
  type        = string
}

variable "partition" {
  description = "aws, aws-cn or aws-us-gov."
  type        = string
  default     = "aws"
}

variable "web_acl" {
  description = "From how many requests of one address in five minutes on it is blocked, from which countries (two letters; all if empty) requests are let in, and whether the role by which API Gateway writes logs is made here (one in an account and region)."
  type = object({
    requests_per_5_minutes = optional(number, 500)
    countries              = optional(set(string), [])
    account_logs           = optional(bool, true)
  })
  default = {}

  validation {
    condition     = var.web_acl.requests_per_5_minutes >= 10 && alltrue([for country in var.web_acl.countries : can(regex("^[A-Z]{2}$", country))])
    error_message = "At least 10 requests in five minutes, and countries of two capital letters such as DE."
  }
}

variable "requests_per_second" {
  description = "More requests a second are refused; twice as many in a burst."
  type        = number
  default     = 10

  validation {
    condition     = var.requests_per_second >= 1 && var.requests_per_second <= 1000
    error_message = "Allow 1 to 1,000 requests a second."
  }
}

variable "log_retention_days" {
  description = "How long the access log is kept."
  type        = number
  default     = 90
}

variable "permissions_boundary" {
  description = "ARN of the permissions boundary that the account requires of roles."
  type        = string
  default     = null
}

variable "alarm_topics" {
  description = "ARNs of the SNS topics that every alarm is sent to, and its end."
  type        = list(string)
  default     = []
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

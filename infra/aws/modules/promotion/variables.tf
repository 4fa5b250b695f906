variable "name" {
  description = "The installation's name: NAME-api and NAME-lifecycle-hook are the functions."
  type        = string
}

variable "account" {
  description = "The account, 12 digits."
  type        = string
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

variable "settings" {
  description = "The package of promotion, and its limits."
  type = object({
    package              = object({ file = optional(string), s3 = optional(object({ bucket = string, key = string, version = optional(string) })), image = optional(string) })
    memory               = number
    timeout              = number
    reserved_concurrency = number
  })
}

variable "permissions" {
  description = "IAM policy documents: of the HTTP API those of promotion, of the hook its own."
  type        = object({ api = string, hook = string })
}

variable "environment" {
  description = "The variables that all functions of promotion have."
  type        = map(string)
}

variable "secret_arns" {
  description = "ARNs of secrets by name; intake-token is needed, approval-secret and github-secret are used if they are there."
  type        = map(string)

  validation {
    condition     = contains(keys(var.secret_arns), "intake-token")
    error_message = "The HTTP API does not start without the secret intake-token."
  }
}

variable "key_arns" {
  description = "ARNs of the KMS keys of the ledger and the secrets."
  type        = list(string)
}

variable "dead_letters_arn" {
  description = "ARN of promotion's dead letters."
  type        = string
}

variable "requests_per_second" {
  description = "More requests a second to the HTTP API are refused."
  type        = number
  default     = 10
}

variable "web_acl" {
  description = "A web application firewall before the HTTP API: from how many requests of one address in five minutes on it is blocked, from which countries (two letters; all if empty) requests are let in, and whether the role by which API Gateway writes logs is made here (one in an account and region); null for none."
  type = object({
    requests_per_5_minutes = optional(number, 500)
    countries              = optional(set(string), [])
    account_logs           = optional(bool, true)
  })
  default = null
}

variable "runtime" {
  description = "Lambda's runtime of zips."
  type        = string
  default     = "java25"
}

variable "log_retention_days" {
  description = "How long logs are kept."
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

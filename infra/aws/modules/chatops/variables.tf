variable "name" {
  description = "The name of the API; NAME-api is the function behind it."
  type        = string
}

variable "settings" {
  description = "The function of chats and the console: its package and limits, its public URL (that of the HTTP API if not set), the Slack app, the Google Chat app, and the OpenID provider that signs people in to the console."
  type = object({
    package              = object({ file = optional(string), s3 = optional(object({ bucket = string, key = string, version = optional(string) })), image = optional(string) })
    memory               = number
    timeout              = number
    reserved_concurrency = number
    url                  = optional(string)
    slack                = optional(object({ app = string, team = string }))
    google_chat          = optional(object({ audience = string, project = optional(string) }))
    oidc                 = optional(object({ issuer = string, client = string, claim = optional(string, "email") }))
  })

  validation {
    condition     = var.settings.slack == null || can(regex("^A[A-Z0-9]+ T[A-Z0-9]+$", "${var.settings.slack.app} ${var.settings.slack.team}"))
    error_message = "Expected the ids of the Slack app and workspace, such as A0123456789 and T0123456789."
  }
  validation {
    condition     = alltrue([for url in compact([var.settings.url, try(var.settings.oidc.issuer, null)]) : startswith(url, "https://")])
    error_message = "The URL of the console and that of the OpenID provider begin with https://."
  }
}

variable "permissions" {
  description = "The IAM policy document of `nightshift iam --cloud aws --function chatops`."
  type        = string
}

variable "functions" {
  description = "ARNs of the aliases of the functions to order, by name."
  type        = map(string)
}

variable "environment" {
  description = "The variables that all functions have."
  type        = map(string)
}

variable "secret_arns" {
  description = "ARNs of secrets by name; slack-signing-secret is needed with Slack, oidc-client-secret is used if it is there."
  type        = map(string)

  validation {
    condition     = var.settings.slack == null || contains(keys(var.secret_arns), "slack-signing-secret")
    error_message = "Commands of Slack are not taken without the secret slack-signing-secret."
  }
}

variable "key_arns" {
  description = "ARNs of the KMS keys of the ledger and the secrets."
  type        = list(string)
}

variable "dead_letters_arn" {
  description = "ARN of its dead letters."
  type        = string
}

variable "requests_per_second" {
  description = "More requests a second to the HTTP API are refused."
  type        = number
  default     = 10
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

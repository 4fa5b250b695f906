variable "account" {
  description = "The account, 12 digits. Terraform refuses to work in another one."
  type        = string
}

variable "region" {
  description = "The region."
  type        = string
}

variable "policy_folder" {
  description = "The folder with remediation.json and, for the others, promotion.json, hook.json and rotation.json: see infra/aws/policy/permissions."
  type        = string
  default     = "../../policy"
}

variable "remediation" {
  description = "The package of remediation, and its limits."
  type = object({
    package              = object({ file = optional(string), s3 = optional(object({ bucket = string, key = string, version = optional(string) })), image = optional(string) })
    memory               = optional(number, 1024)
    timeout              = optional(number, 60)
    reserved_concurrency = optional(number, 5)
  })
}

variable "promotion" {
  description = "The package of promotion, and its limits; null to leave promotion out."
  type = object({
    package              = object({ file = optional(string), s3 = optional(object({ bucket = string, key = string, version = optional(string) })), image = optional(string) })
    memory               = optional(number, 512)
    timeout              = optional(number, 60)
    reserved_concurrency = optional(number, 5)
  })
  default = null
}

variable "rotation" {
  description = "The function that rotates secrets, the VPC from which it reaches the databases, and the keys of secrets that have one of their own; null to leave rotation out."
  type = object({
    package              = object({ file = optional(string), s3 = optional(object({ bucket = string, key = string, version = optional(string) })), image = optional(string) })
    memory               = optional(number, 512)
    timeout              = optional(number, 110)
    reserved_concurrency = optional(number, 2)
    vpc                  = optional(object({ subnets = list(string), security_groups = list(string) }))
    key_arns             = optional(list(string), [])
  })
  default = null
}

variable "backup" {
  description = "The function that verifies backups, the VPC from which it reaches what is restored (module restores), and the ARN of the secret from which passwords are derived; null to leave it out."
  type = object({
    package              = object({ file = optional(string), s3 = optional(object({ bucket = string, key = string, version = optional(string) })), image = optional(string) })
    memory               = optional(number, 1024)
    timeout              = optional(number, 900)
    reserved_concurrency = optional(number, 2)
    vpc                  = optional(object({ subnets = list(string), security_groups = list(string) }))
    key_arns             = optional(list(string), [])
    restore_secret_arn   = string
  })
  default = null
}

variable "cost" {
  description = "The function that watches costs; null to leave it out."
  type = object({
    package              = object({ file = optional(string), s3 = optional(object({ bucket = string, key = string, version = optional(string) })), image = optional(string) })
    memory               = optional(number, 2048)
    timeout              = optional(number, 900)
    reserved_concurrency = optional(number, 2)
    key_arns             = optional(list(string), [])
  })
  default = null
}

variable "chatops" {
  description = "The function of chats and the console: its package and limits, its public URL (that of the HTTP API if not set), the Slack app, the Google Chat app, and the OpenID provider that signs people in to the console; null to leave it out."
  type = object({
    package              = object({ file = optional(string), s3 = optional(object({ bucket = string, key = string, version = optional(string) })), image = optional(string) })
    memory               = optional(number, 1024)
    timeout              = optional(number, 30)
    reserved_concurrency = optional(number, 5)
    url                  = optional(string)
    slack                = optional(object({ app = string, team = string }))
    google_chat          = optional(object({ audience = string, project = optional(string) }))
    oidc                 = optional(object({ issuer = string, client = string, claim = optional(string, "email") }))
  })
  default = null
}

variable "secrets" {
  description = "What each secret is for, by name; the module nightshift says which names it knows."
  type        = map(string)
  default = {
    intake-token    = "Callers of the HTTP API send it."
    approval-secret = "Signs the links of approvers."
  }
}

variable "events" {
  description = "Frequent groups of events to receive, groups to leave out, and EventBridge patterns (JSON) of your own."
  type = object({
    on_request = optional(set(string), [])
    without    = optional(set(string), [])
    own        = optional(map(string), {})
  })
  default = {}
}

variable "topics" {
  description = "ARNs of SNS topics whose messages remediation receives, by a name of your choice."
  type        = map(string)
  default     = {}
}

variable "secret_values" {
  description = "The first value of each secret, by TF_VAR_secret_values. In no plan and no state."
  type        = map(string)
  default     = {}
  ephemeral   = true
  sensitive   = true
}

variable "members" {
  description = "Other accounts to work in (docs/several-accounts.md): the role of each, its external id, and its regions."
  type        = list(object({ role = string, externalId = string, regions = optional(list(string)) }))
  default     = []
}

variable "organization" {
  description = "The id of the organization that members have to belong to; null without one."
  type        = string
  default     = null
}

variable "web_acl" {
  description = "A web application firewall before the HTTP API, see the module guarded-door; null for none."
  type = object({
    requests_per_5_minutes = optional(number, 500)
    countries              = optional(set(string), [])
    account_logs           = optional(bool, true)
  })
  default = null
}

variable "alarm_emails" {
  description = "Addresses that receive the alarms on Nightshift itself."
  type        = set(string)
}

variable "retention_days" {
  description = "How long finished runs are kept; for good if null."
  type        = number
}

variable "log_retention_days" {
  description = "How long logs are kept."
  type        = number
}

variable "deletion_protection" {
  description = "Whether the ledger refuses to be deleted."
  type        = bool
  default     = true
}

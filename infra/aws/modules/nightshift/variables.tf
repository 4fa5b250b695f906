variable "name" {
  description = "The installation's name: of the ledger's table and the schedule group, and the beginning of every other name."
  type        = string
  default     = "nightshift"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,31}$", var.name))
    error_message = "The name has 3 to 32 lower-case letters, digits or '-', and begins with a letter."
  }
}

variable "account" {
  description = "The account, 12 digits."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account))
    error_message = "An account has 12 digits."
  }
}

variable "region" {
  description = "The region of everything here."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "Expected a region such as eu-central-1."
  }
}

variable "partition" {
  description = "aws, aws-cn or aws-us-gov."
  type        = string
  default     = "aws"
}

variable "more_regions" {
  description = "Further regions that the functions may act in. Their events need rules that send them to this region's bus."
  type        = list(string)
  default     = []
}

variable "policy" {
  description = "The policy: its path in the package, or its text (Lambda allows 4 KB for all variables together)."
  type = object({
    path = optional(string, "/var/task/nightshift.yaml")
    text = optional(string)
  })
  default = {}

  validation {
    condition     = length(coalesce(var.policy.text, "-")) <= 2500
    error_message = "This policy is too long for a variable: put it into the package, and set policy.path."
  }
}

variable "permissions" {
  description = "What the functions may do, as infra/aws/policy/permissions writes it."
  type = object({
    remediation = string
    promotion   = optional(string)
    hook        = optional(string)
    rotation    = optional(string)
    backup      = optional(string)
    cost        = optional(string)
    chatops     = optional(string)
  })
}

variable "remediation" {
  description = "The function that acts on alarms and events: its package, and its limits."
  type = object({
    package              = object({ file = optional(string), s3 = optional(object({ bucket = string, key = string, version = optional(string) })), image = optional(string) })
    memory               = optional(number, 1024)
    timeout              = optional(number, 60)
    reserved_concurrency = optional(number, 5)
  })
}

variable "promotion" {
  description = "The function that promotes images, with its HTTP API and its hook; without it there are none."
  type = object({
    package              = object({ file = optional(string), s3 = optional(object({ bucket = string, key = string, version = optional(string) })), image = optional(string) })
    memory               = optional(number, 512)
    timeout              = optional(number, 60)
    reserved_concurrency = optional(number, 5)
  })
  default = null
}

variable "rotation" {
  description = "The function that rotates secrets, the VPC from which it reaches the databases, and the keys of secrets that have one of their own; without it there is none."
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
  description = "The function that verifies backups, the VPC from which it reaches what is restored (module restores), and the ARN of the secret from which passwords are derived; without it there is none."
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
  description = "The function that watches costs; without it there is none."
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
  description = "The function of chats and the console: its package and limits, its public URL (that of the HTTP API if not set), the Slack app, the Google Chat app, and the OpenID provider that signs people in to the console; without it there is none. Slack needs the secret slack-signing-secret; a provider's client secret is oidc-client-secret."
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

variable "events" {
  description = "Frequent groups of events to receive, groups to leave out (see the module patterns), and EventBridge patterns (JSON) of your own for remediation, by name."
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

variable "secrets" {
  description = "What each secret is for, by name. intake-token, approval-secret and github-secret become promotion's variables, slack-signing-secret, approval-secret and oidc-client-secret those of chatops; slack-bot-token is SLACK_BOT_TOKEN of all functions."
  type        = map(string)
  default = {
    intake-token    = "Callers of the HTTP API send it."
    approval-secret = "Signs the links of approvers."
  }
}

variable "secret_values" {
  description = "The first value of each secret: TF_VAR_secret_values='{\"intake-token\":\"...\"}'. In no plan and no state."
  type        = map(string)
  default     = {}
  ephemeral   = true
  sensitive   = true
}

variable "variables" {
  description = "Further variables of the functions, such as URLs of webhooks. Name a secret by its ARN."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name, value in var.variables : !can(regex("_(KEY|TOKEN|PASSWORD|SECRET)$", name)) || startswith(value, "arn:")])
    error_message = "A key, token, password or secret is the ARN of a secret, not its value: variables are part of a snapshot and of the state."
  }
}

variable "members" {
  description = "Other accounts to work in: the role of each (see the module member), its external id, and its regions (those of this installation if not set)."
  type        = list(object({ role = string, externalId = string, regions = optional(list(string)) }))
  default     = []

  validation {
    condition     = alltrue([for member in var.members : can(regex("^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$", member.role))])
    error_message = "Expected the ARN of each member's role, such as arn:aws:iam::222233334444:role/nightshift."
  }
  validation {
    condition     = length(var.members) <= 200 && length(distinct([for member in var.members : try(split(":", member.role)[4], member.role)])) == length(var.members)
    error_message = "At most 200 members, one role for each account."
  }
}

variable "organization" {
  description = "The id of the organization that members have to belong to, such as o-0123456789; null without one."
  type        = string
  default     = null
}

variable "alarm_emails" {
  description = "Addresses that receive the alarms on Nightshift itself."
  type        = set(string)
  default     = []
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

variable "retention_days" {
  description = "How long finished runs are kept; for good if not set."
  type        = number
  default     = null
}

variable "log_retention_days" {
  description = "How long logs are kept."
  type        = number
  default     = 90
}

variable "deletion_protection" {
  description = "Whether the ledger refuses to be deleted."
  type        = bool
  default     = true
}

variable "runtime" {
  description = "Lambda's runtime of zips."
  type        = string
  default     = "java25"
}

variable "permissions_boundary" {
  description = "ARN of the permissions boundary that the account requires of roles."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

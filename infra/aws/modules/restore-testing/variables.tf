variable "name" {
  description = "The name of this installation."
  type        = string
  default     = "nightshift"
}

variable "account" {
  description = "The account, 12 digits: AWS Backup of others may not use the role."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account))
    error_message = "An account has 12 digits."
  }
}

variable "partition" {
  description = "aws, aws-cn or aws-us-gov."
  type        = string
  default     = "aws"
}

variable "databases" {
  description = "The ARNs of the databases, by AWS Backup's types RDS and Aurora."
  type        = map(set(string))

  validation {
    condition     = length(setsubtract(keys(var.databases), ["RDS", "Aurora"])) == 0 && length(flatten([for arns in values(var.databases) : tolist(arns)])) > 0
    error_message = "databases: expected ARNs under RDS and Aurora, at least one."
  }
}

variable "vaults" {
  description = "The ARNs of the backup vaults."
  type        = set(string)

  validation {
    condition     = length(var.vaults) > 0
    error_message = "At least one vault is needed."
  }
}

variable "restore" {
  description = "Where it restores: the output restore of the module restores."
  type        = object({ subnet_group = string, security_groups = list(string) })
}

variable "schedule" {
  description = "When it restores, as a cron expression of AWS Backup."
  type        = string
  default     = "cron(0 2 ? * * *)"
}

variable "time_zone" {
  description = "Where the times are local."
  type        = string
  default     = "Etc/UTC"
}

variable "start_hours" {
  description = "Within how many hours after its time a test begins."
  type        = number
  default     = 1
}

variable "selection_days" {
  description = "How old the newest recovery point may be, in days."
  type        = number
  default     = 7
}

variable "validation_hours" {
  description = "How long AWS Backup waits for the verdict, at most 168 hours."
  type        = number
  default     = 12

  validation {
    condition     = var.validation_hours >= 1 && var.validation_hours <= 168
    error_message = "Expected 1 to 168 hours: without time for a verdict the data is removed at once."
  }
}

variable "permissions_boundary" {
  description = "ARN of a permissions boundary for the role."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

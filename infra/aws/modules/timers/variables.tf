variable "name" {
  description = "The schedule group's name, NIGHTSHIFT_SCHEDULE_GROUP; the role's is NAME-timers."
  type        = string
}

variable "account" {
  description = "The account, 12 digits: Scheduler may use the role only for it."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account))
    error_message = "An account has 12 digits."
  }
}

variable "functions" {
  description = "The functions that timers wake, by name: the alias, how often lost wake-ups are searched, and the dead letters."
  type = map(object({
    alias_arn        = string
    dead_letters_arn = string
    sweep_minutes    = optional(number, 1)
  }))

  validation {
    condition     = alltrue([for function in var.functions : function.sweep_minutes >= 1 && function.sweep_minutes <= 5])
    error_message = "A sweep comes every 1 to 5 minutes."
  }
  validation {
    condition     = alltrue([for function in var.functions : can(regex(":function:[^:]+:[^:]+$", function.alias_arn))])
    error_message = "Timers call an alias, ...:function:NAME:ALIAS: a snapshot belongs to a published version."
  }
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

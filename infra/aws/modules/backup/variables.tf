variable "name" {
  description = "The name of vault, plan and role, and the value of the tag of what is backed up."
  type        = string
}

variable "account" {
  description = "The account's number."
  type        = string
}

variable "plan" {
  description = "When backups are made: the rules by name (cron of AWS, days that they are kept, continuous for a point in time), the tag of what is backed up, and the ARN of a vault in another region or account to which each is copied. Null in the second region."
  type = object({
    tag       = optional(string, "backup")
    time_zone = optional(string, "Etc/UTC")
    copy_to   = string
    rules = optional(map(object({ schedule = string, days = number, continuous = optional(bool, false), cold_after = optional(number) })), {
      daily   = { schedule = "cron(0 2 * * ? *)", days = 35, continuous = true }
      monthly = { schedule = "cron(0 4 1 * ? *)", days = 365, cold_after = 90 }
    })
  })
  default = null

  validation {
    condition     = var.plan == null || can(regex("^arn:aws[a-z-]*:backup:", var.plan.copy_to))
    error_message = "copy_to: the ARN of a vault. A backup in the region that is lost is none."
  }

  validation {
    condition     = alltrue([for rule in try(values(var.plan.rules), []) : (!rule.continuous || rule.days <= 35) && (rule.cold_after == null || rule.days >= coalesce(rule.cold_after, 0) + 90)])
    error_message = "A continuous backup is kept for at most 35 days; what goes to cold storage stays there for at least 90."
  }
}

variable "lock" {
  description = "How long backups are kept at least and at most, and after how many days the lock holds for ever; null for none. It cannot be undone then."
  type        = object({ min_days = optional(number, 7), max_days = optional(number, 400), grace_days = optional(number, 7) })
  default     = {}

  validation {
    condition     = var.lock == null || try(var.lock.grace_days >= 3, false)
    error_message = "A lock has at least three days in which it can be removed."
  }
}

variable "keepers" {
  description = "ARNs (patterns) of roles that may delete backups; keep it to one for emergencies."
  type        = list(string)
}

variable "restore_tests" {
  description = "What AWS restores as a test, by a name of yours: the type (RDS, Aurora), the ARNs (or *), an isolated subnet group and security groups, and for how many hours the restored database waits for Nightshift's answer."
  type = map(object({
    type            = string
    arns            = optional(set(string), ["*"])
    subnet_group    = string
    security_groups = list(string)
    hours           = optional(number, 8)
  }))
  default = {}

  validation {
    condition     = alltrue([for test in values(var.restore_tests) : contains(["RDS", "Aurora"], test.type) && test.hours >= 1 && test.hours <= 168])
    error_message = "A type is RDS or Aurora, and AWS waits 1 to 168 hours."
  }
}

variable "restore_schedule" {
  description = "When AWS restores, as a cron of AWS."
  type        = string
  default     = "cron(0 5 ? * MON *)"
}

variable "replicated" {
  description = "In the second region: ARNs of databases of the first, by a name of yours, whose automated backups are replicated here."
  type        = map(string)
  default     = {}
}

variable "topic" {
  description = "The ARN of the topic that failures are sent to."
  type        = string
}

variable "dead_letters" {
  description = "The ARN of the queue of events that did not reach the topic."
  type        = string
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

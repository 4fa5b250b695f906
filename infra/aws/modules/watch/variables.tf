variable "prefix" {
  description = "What the names of the alarms begin with."
  type        = string
}

variable "instances" {
  description = "Ids of instances in no group, by a name of yours."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for id in values(var.instances) : can(regex("^i-[0-9a-f]{8,17}$", id))])
    error_message = "An instance is named by its id, such as i-0abcd1234ef567890."
  }
}

variable "groups" {
  description = "Auto Scaling groups, by a name of yours, with their minimum."
  type        = map(object({ name = string, min = number }))
  default     = {}
}

variable "databases" {
  description = "Instances of RDS, by a name of yours: how many connections they take, whether they are replicas, and the log group to which their log is exported (null without one)."
  type = map(object({
    id              = string
    max_connections = number
    replica         = optional(bool, false)
    log_group       = optional(string)
  }))
  default = {}
}

variable "clusters" {
  description = "Clusters of Aurora, by a name of yours: how many connections an instance takes, and the log group to which the log is exported (/aws/rds/cluster/ID/postgresql; null without one)."
  type        = map(object({ id = string, max_connections = number, log_group = optional(string) }))
  default     = {}
}

variable "targets" {
  description = "Target groups behind an Application Load Balancer, by a name of yours: the last parts of both ARNs (`targetgroup/NAME/ID`, `app/NAME/ID`)."
  type        = map(object({ group = string, balancer = string }))
  default     = {}

  validation {
    condition     = alltrue([for target in values(var.targets) : startswith(target.group, "targetgroup/") && startswith(target.balancer, "app/")])
    error_message = "A target group is targetgroup/NAME/ID, its load balancer app/NAME/ID."
  }
}

variable "balancers" {
  description = "Application Load Balancers whose own errors are watched, by a name of yours: app/NAME/ID."
  type        = map(string)
  default     = {}
}

variable "functions" {
  description = "Lambda functions by a name of yours: the alias that is called, and the time-out."
  type        = map(object({ name = string, alias = string, timeout_seconds = number }))
  default     = {}
}

variable "services" {
  description = "Services of ECS by a name of yours, and how many tasks are wanted at least."
  type        = map(object({ cluster = string, name = string, tasks = number }))
  default     = {}
}

variable "limits" {
  description = "From when on it is too much."
  type = object({
    cpu_percent         = optional(number, 90)
    memory_percent      = optional(number, 90)
    free_memory_bytes   = optional(number, 268435456)
    free_storage_bytes  = optional(number, 5368709120)
    lag_seconds         = optional(number, 60)
    error_percent       = optional(number, 5)
    least_requests      = optional(number, 20)
    balancer_errors     = optional(number, 5)
    p99_seconds         = optional(number, 2)
    refused_connections = optional(number, 5)
  })
  default = {}

  validation {
    condition     = var.limits.cpu_percent > 0 && var.limits.cpu_percent < 100 && var.limits.memory_percent > 0 && var.limits.memory_percent < 100
    error_message = "A share of CPU or memory is between 0 and 100 percent; at 100 the alarm never fires."
  }
}

variable "answers" {
  description = "What the rules put in: the database whose idle sessions are ended, up to where storage, readers, tasks and copies grow, the role for documents of Systems Manager, and the hook that pages."
  type = object({
    database        = optional(string, "postgres")
    storage_gib     = optional(number, 500)
    readers         = optional(number, 3)
    tasks           = optional(number, 4)
    concurrency     = optional(number, 100)
    automation_role = optional(string, "arn:aws:iam::111122223333:role/nightshift-automation")
    hook            = optional(string, "on-call")
  })
  default = {}

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/nightshift-", var.answers.automation_role))
    error_message = "The role's name begins with nightshift-: the only ones that Nightshift may pass on."
  }
}

variable "alarm_topics" {
  description = "ARNs of the SNS topics that every alarm is sent to, and its end. Nightshift gets the alarms by EventBridge."
  type        = list(string)
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

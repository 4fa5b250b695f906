variable "prefix" {
  description = "What the names of the alarms begin with."
  type        = string
}

variable "objectives" {
  description = "Objectives by a name of yours: the goal in percent of a month, and the metrics that count bad requests and all."
  type = map(object({
    goal_percent = number
    namespace    = optional(string, "AWS/ApplicationELB")
    bad          = optional(string, "HTTPCode_Target_5XX_Count")
    whole        = optional(string, "RequestCount")
    dimensions   = map(string)
  }))

  validation {
    condition     = alltrue([for objective in values(var.objectives) : objective.goal_percent >= 90 && objective.goal_percent < 100])
    error_message = "A goal is at least 90 and below 100 percent: with 100 there is no budget."
  }

  validation {
    condition     = alltrue([for objective in values(var.objectives) : 14.4 * (100 - objective.goal_percent) <= 100])
    error_message = "A goal below 93.1 percent has no fast burn: 14.4 times its budget is more than all requests."
  }
}

variable "least_requests" {
  description = "Below this number of requests in a window a share says nothing."
  type        = number
  default     = 20
}

variable "answers" {
  description = "The hooks that page and that open tickets."
  type        = object({ hook = optional(string, "on-call"), tickets = optional(string, "tickets") })
  default     = {}
}

variable "alarm_topics" {
  description = "ARNs of the SNS topics that every alarm is sent to, and its end."
  type        = list(string)
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

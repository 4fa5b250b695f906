variable "project" {
  description = "The id of the project."
  type        = string
}

variable "prefix" {
  description = "What the names begin with; also the name of the service in Cloud Monitoring."
  type        = string
}

variable "objectives" {
  description = "Objectives by a name of yours: the goal as a share, the service of Cloud Run, and the limit in milliseconds of an objective on latency. Filters of your own serve for what is not Cloud Run."
  type = map(object({
    goal         = number
    service      = optional(string, "")
    latency_ms   = optional(number)
    total_filter = optional(string)
    bad_filter   = optional(string)
  }))

  validation {
    condition     = alltrue([for objective in values(var.objectives) : objective.goal >= 0.9 && objective.goal < 1])
    error_message = "A goal is at least 0.9 and below 1: with 1 there is no budget."
  }

  validation {
    condition     = alltrue([for objective in values(var.objectives) : objective.service != "" || objective.total_filter != null])
    error_message = "Give a service of Cloud Run, or filters."
  }
}

variable "channels" {
  description = "Notification channels, projects/PROJECT/notificationChannels/ID: Nightshift's (module intake) and those of people."
  type        = list(string)

  validation {
    condition     = length(var.channels) > 0
    error_message = "channels: at least one; nobody would get the alerts."
  }
}

variable "answers" {
  description = "The hooks that page and that open tickets."
  type        = object({ hook = optional(string, "on-call"), tickets = optional(string, "tickets") })
  default     = {}
}

variable "labels" {
  description = "Labels of every alert and objective."
  type        = map(string)
  default     = {}
}

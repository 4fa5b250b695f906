variable "name" {
  description = "The queue's name; the dead letters' is NAME-dead-letters."
  type        = string
}

variable "function_timeout" {
  description = "Time limit in seconds of the function that the queue triggers: a message stays invisible for six times as long."
  type        = number
}

variable "patterns" {
  description = "EventBridge patterns (JSON) by name; one rule each."
  type        = map(string)

  validation {
    condition     = alltrue([for pattern in var.patterns : can(jsondecode(pattern).source) && length(pattern) <= 2048])
    error_message = "A pattern is JSON with a source, so that nobody can forge it, and has at most 2,048 characters."
  }
}

variable "topics" {
  description = "ARNs of SNS topics whose messages also come here, by a name of your choice."
  type        = map(string)
  default     = {}
}

variable "bus" {
  description = "The event bus."
  type        = string
  default     = "default"
}

variable "attempts" {
  description = "How often a message is tried before it goes to the dead letters."
  type        = number
  default     = 5

  validation {
    condition     = var.attempts >= 3
    error_message = "At least three: throttled receives count, too."
  }
}

variable "oldest_seconds" {
  description = "How long an event may wait before an alarm tells of it."
  type        = number
  default     = 300
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

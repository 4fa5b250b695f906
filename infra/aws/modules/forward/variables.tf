variable "name" {
  description = "What the names of rules, role and dead letters begin with. In further regions of one account another one each: roles are global."
  type        = string
  default     = "nightshift"

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,40}$", var.name))
    error_message = "The name has up to 40 letters, digits, '-' and '_'."
  }
}

variable "bus_arn" {
  description = "ARN of the event bus that gets the events: of the host account (module hub), or of the region of Nightshift."
  type        = string

  validation {
    condition     = can(regex("^arn:aws(-[a-z]+)*:events:[a-z0-9-]+:[0-9]{12}:event-bus/[A-Za-z0-9/._-]+$", var.bus_arn))
    error_message = "Expected the ARN of an event bus."
  }
}

variable "patterns" {
  description = "EventBridge patterns (JSON) of the events to send, by name: outputs of the module patterns."
  type        = map(string)

  validation {
    condition     = length(var.patterns) > 0 && alltrue([for pattern in var.patterns : length(try(jsondecode(pattern).source, [])) > 0])
    error_message = "Expected patterns with a source: without one, every event of the account would be sent."
  }
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

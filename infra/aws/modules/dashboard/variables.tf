variable "name" {
  description = "The name of the dashboard."
  type        = string
}

variable "region" {
  description = "The region of the metrics."
  type        = string
}

variable "targets" {
  description = "Target groups by a name of yours (letters, digits and underscores): the last parts of both ARNs."
  type        = map(object({ group = string, balancer = string }))
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.targets) : can(regex("^[a-z][a-zA-Z0-9_]*$", name))])
    error_message = "The name becomes a part of an id in an expression: letters, digits and underscores, a small letter first."
  }
}

variable "databases" {
  description = "Ids of instances of RDS."
  type        = list(string)
  default     = []
}

variable "groups" {
  description = "Names of Auto Scaling groups."
  type        = list(string)
  default     = []
}

variable "alarms" {
  description = "ARNs of the alarms whose state is shown."
  type        = list(string)
  default     = []
}

variable "costs" {
  description = "Whether the account's estimated charges are shown."
  type        = bool
  default     = true
}

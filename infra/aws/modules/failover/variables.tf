variable "name" {
  description = "The name of the experiment."
  type        = string
}

variable "account" {
  description = "The account's number."
  type        = string
}

variable "kind" {
  description = "rds-reboot (Multi-AZ instance with failover), aurora, or stop-instances."
  type        = string

  validation {
    condition     = contains(["rds-reboot", "aurora", "stop-instances"], var.kind)
    error_message = "kind: rds-reboot, aurora or stop-instances."
  }
}

variable "arns" {
  description = "ARNs of the targets; one of them is taken."
  type        = list(string)

  validation {
    condition     = length(var.arns) > 0 && alltrue([for arn in var.arns : startswith(arn, "arn:") && !strcontains(arn, "*")])
    error_message = "arns: at least one ARN, without a wildcard."
  }
}

variable "stop_alarms" {
  description = "ARNs of alarms that stop the experiment when they fire: those of the application's users."
  type        = list(string)

  validation {
    condition     = length(var.stop_alarms) > 0
    error_message = "stop_alarms: at least one; otherwise nothing stops the experiment."
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

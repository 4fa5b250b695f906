variable "name" {
  description = "The installation's name: of the dashboard, and the beginning of the alarms' names."
  type        = string
}

variable "account" {
  description = "The account, 12 digits: only its alarms may publish."
  type        = string
}

variable "region" {
  description = "The region of the metrics."
  type        = string
}

variable "partition" {
  description = "aws, aws-cn or aws-us-gov."
  type        = string
  default     = "aws"
}

variable "emails" {
  description = "Addresses that receive the alarms, each after it confirmed AWS's mail."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for email in var.emails : can(regex("^[^@ ]+@[^@ ]+$", email))])
    error_message = "Expected e-mail addresses."
  }
}

variable "log_groups" {
  description = "Log groups by the name of their function."
  type        = map(string)
}

variable "queues" {
  description = "Names of the queues before the functions."
  type        = list(string)
}

variable "dead_letters" {
  description = "Names of the dead-letter queues."
  type        = list(string)
}

variable "schedule_groups" {
  description = "Names of the groups of wake-ups and sweeps."
  type        = list(string)
}

variable "table" {
  description = "The ledger's table."
  type        = string
}

variable "oldest_run_seconds" {
  description = "How long a run may be due before it is an alarm. A sweep comes each minute."
  type        = number
  default     = 600

  validation {
    condition     = var.oldest_run_seconds >= 120
    error_message = "At least 120: a lost timer is found by the next sweep."
  }
}

variable "denied_acts" {
  description = "How many denied acts in an hour are an alarm."
  type        = number
  default     = 20

  validation {
    condition     = var.denied_acts >= 1
    error_message = "At least one."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

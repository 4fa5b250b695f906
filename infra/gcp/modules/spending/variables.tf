variable "project" {
  description = "The id of the project of topic and data set."
  type        = string
}

variable "name" {
  description = "What the names begin with."
  type        = string
}

variable "billing_account" {
  description = "The billing account, 0X0X0X-0X0X0X-0X0X0X."
  type        = string

  validation {
    condition     = can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.billing_account))
    error_message = "billing_account: 012345-6789AB-CDEF01."
  }
}

variable "currency" {
  description = "The currency of the billing account."
  type        = string
  default     = "EUR"
}

variable "budgets" {
  description = "Monthly budgets by a name of yours: of projects (their numbers; all if empty) or of a label (name=value)."
  type        = map(object({ amount = number, projects = optional(list(string), []), label = optional(string) }))

  validation {
    condition     = length(var.budgets) > 0 && alltrue([for budget in values(var.budgets) : budget.amount > 0 && floor(budget.amount) == budget.amount])
    error_message = "At least one budget, of a whole amount above 0."
  }
}

variable "channels" {
  description = "Notification channels of people, at most five."
  type        = list(string)
  default     = []
}

variable "topic" {
  description = "A topic that takes the budgets, projects/PROJECT/topics/TOPIC: that of the source budgets of a function, which Cloud Billing may publish to. One is made if null."
  type        = string
  default     = null

  validation {
    condition     = var.topic == null || can(regex("^projects/[a-z0-9.:-]+/topics/[A-Za-z][A-Za-z0-9._~+%-]+$", var.topic))
    error_message = "topic: projects/PROJECT/topics/TOPIC."
  }
}

variable "location" {
  description = "Where the data set is."
  type        = string
  default     = "EU"
}

variable "labels" {
  description = "Labels of topic and data set."
  type        = map(string)
  default     = {}
}

variable "project" {
  description = "The id of the project."
  type        = string
}

variable "name" {
  description = "The name of the queue, and what the names of the job and the account begin with. The function must know it (NIGHTSHIFT_TASK_QUEUE)."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,23}[a-z0-9]$", var.name))
    error_message = "name: 4 to 25 lower-case letters, digits and dashes; the wake account adds -wake, and an account's id has 30 at most."
  }
}

variable "service" {
  description = "The function that is woken: the output `service` of the module function."
  type        = object({ name = string, region = string, url = string, account = string })
}

variable "roles" {
  description = "The custom roles by name: the output `roles` of the module function. Needed are timers and wake."
  type        = map(string)

  validation {
    condition     = contains(keys(var.roles), "timers") && contains(keys(var.roles), "wake")
    error_message = "roles: timers and wake are missing; give the output of the module function."
  }
}

variable "sweep" {
  description = "When the sweep comes, in cron's form. A minute's delay is a minute in which a lost wake-up stays lost."
  type        = string
  default     = "* * * * *"
}

variable "dispatches_per_second" {
  description = "How many wake-ups are sent in a second at most."
  type        = number
  default     = 50
}

variable "concurrency" {
  description = "How many wake-ups are in progress at most."
  type        = number
  default     = 50
}

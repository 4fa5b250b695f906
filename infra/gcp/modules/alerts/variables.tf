variable "project" {
  description = "The id of the project."
  type        = string
}

variable "service" {
  description = "The function that is watched: the output `service` of the module function."
  type        = object({ name = string, region = string, url = string, account = string })
}

variable "subscriptions" {
  description = "The names of the push subscriptions: the values of the output `subscriptions` of the module intake; none for a function that only its timer starts."
  type        = list(string)
}

variable "dead_letters" {
  description = "The name of the dead letters' subscription, of the module intake."
  type        = string
}

variable "queue" {
  description = "The name of the wake-ups' queue, of the module timers."
  type        = string
}

variable "door" {
  description = "The host name of the open HTTP API, checked from outside; null without one."
  type        = string
  default     = null

  validation {
    condition     = var.door == null || can(regex("^[a-z0-9.-]+$", var.door))
    error_message = "door: a host name such as nightshift.example.com, not a URL."
  }
}

variable "emails" {
  description = "Who is told when Nightshift itself is not well."
  type        = set(string)
  default     = []
}

variable "channels" {
  description = "Further notification channels, projects/PROJECT/notificationChannels/ID: a pager. Not the channel of the module intake."
  type        = list(string)
  default     = []
}

variable "limits" {
  description = "From when on somebody is told: the age of a waiting event and of a run that is due in seconds, failed calls a minute, denied acts in five minutes."
  type = object({
    waiting_seconds    = optional(number, 300)
    oldest_run_seconds = optional(number, 600)
    errors             = optional(number, 5)
    denied             = optional(number, 10)
  })
  default = {}
}

variable "labels" {
  description = "Labels of the policies."
  type        = map(string)
  default     = {}
}

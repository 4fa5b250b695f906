variable "project" {
  description = "The project's id and number."
  type        = object({ id = string, number = string })
}

variable "region" {
  description = "The region of all parts."
  type        = string
}

variable "functions" {
  description = "The functions by name; NAME.yaml is the policy, NAME.iam.json its rights. See the module project."
  type = map(object({
    image           = string
    sources         = set(string)
    existing_topics = optional(set(string), [])
    acts_as         = optional(set(string), [])
    members         = optional(list(object({ project = string, service_account = string, subscriptions = optional(set(string), []), number = optional(string), sources = optional(set(string), []) })), [])
    environment     = optional(map(string), {})
    settings        = optional(map(string), {})
    network         = optional(object({ network = string, subnetwork = string, tags = optional(list(string), []) }))
    door            = optional(object({ host = string, environment = map(string) }))
    ledger_of       = optional(string)
    orders          = optional(set(string), [])
  }))
}

variable "emails" {
  description = "Who is told when Nightshift itself is not well."
  type        = set(string)
}

variable "channels" {
  description = "Further notification channels for that, such as a pager's."
  type        = list(string)
  default     = []
}

variable "ledger" {
  description = "The database of the ledger, see the module project."
  type        = object({ location = optional(string), backup_days = optional(number), kms_key = optional(string) })
  default     = {}
}

variable "log_days" {
  description = "How many days the log is kept."
  type        = number
}

variable "protect" {
  description = "Whether the ledger and the services are protected from deletion."
  type        = bool
}

variable "labels" {
  description = "Labels of all parts."
  type        = map(string)
}

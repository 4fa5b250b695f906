variable "project" {
  description = "The project's id and number."
  type        = object({ id = string, number = string })
}

variable "region" {
  description = "The region of all parts."
  type        = string
}

variable "functions" {
  description = "The functions by name: image by its digest, text of the policy, grants of `nightshift iam`, sources of events, and what the module nightshift also takes."
  type = map(object({
    image           = string
    policy          = string
    grants          = list(object({ on = string, condition = optional(string), role = object({ title = string, stage = string, includedPermissions = set(string) }) }))
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

  validation {
    condition     = alltrue([for name, function in var.functions : length(setsubtract(function.orders, keys(var.functions))) == 0 && (function.ledger_of == null || contains(keys(var.functions), coalesce(function.ledger_of, name)))])
    error_message = "functions: orders and ledger_of name functions of this map."
  }
  validation {
    condition     = length(var.functions) > 0
    error_message = "functions: at least one."
  }
}

variable "ledger" {
  description = "The database: its location (the region if null), id, how many days of backups, and a key of Cloud KMS."
  type = object({
    location    = optional(string)
    database    = optional(string, "nightshift")
    backup_days = optional(number, 14)
    kms_key     = optional(string)
  })
  default = {}
}

variable "log_days" {
  description = "How many days the log is kept."
  type        = number
  default     = 400
}

variable "emails" {
  description = "Who is told when Nightshift itself is not well."
  type        = set(string)
}

variable "channels" {
  description = "Further notification channels for that."
  type        = list(string)
  default     = []
}

variable "protect" {
  description = "Whether the ledger and the services are protected from deletion."
  type        = bool
  default     = true
}

variable "labels" {
  description = "Labels of all parts."
  type        = map(string)
  default     = {}
}

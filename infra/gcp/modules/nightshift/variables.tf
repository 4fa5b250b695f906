variable "project" {
  description = "The project's id and number."
  type        = object({ id = string, number = string })
}

variable "region" {
  description = "The region of the function, its queue and its jobs."
  type        = string
}

variable "name" {
  description = "The name of the function, such as nightshift or promotion; everything of it begins with this name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,23}[a-z0-9]$", var.name))
    error_message = "name: 6 to 25 lower-case letters, digits and dashes."
  }
}

variable "image" {
  description = "The function's image by its digest."
  type        = string
}

variable "policy" {
  description = "The text of nightshift.yaml."
  type        = string
}

variable "grants" {
  description = "The output of `nightshift iam --cloud gcp --json` for the policy."
  type        = list(object({ on = string, condition = optional(string), role = object({ title = string, stage = string, includedPermissions = set(string) }) }))
}

variable "database" {
  description = "The database of the ledger: the output of the module ledger."
  type        = string
}

variable "ledger_of" {
  description = "The function whose ledger it shares, as the function of chats does; null for a ledger of its own."
  type        = string
  default     = null
}

variable "sources" {
  description = "What reaches the function, see the module intake."
  type        = set(string)
}

variable "audited_services" {
  description = "Whose changes are events, see the module intake."
  type        = set(string)
  default     = ["cloudsql.googleapis.com", "compute.googleapis.com", "container.googleapis.com", "iam.googleapis.com", "run.googleapis.com", "storage.googleapis.com"]
}

variable "existing_topics" {
  description = "Topics with a name of Google's that the project has already, see the module intake."
  type        = set(string)
  default     = []
}

variable "publishers" {
  description = "Who else writes to the topic of a source, see the module intake."
  type        = map(list(string))
  default     = {}
}

variable "more_projects" {
  description = "Further projects that the function may act in."
  type        = set(string)
  default     = []
}

variable "members" {
  description = "Other projects to work in, each by a service account of its own (module member). Its alarms and pushes come by a topic of the member alone: name them in `sources` (alarms need the project's number), or further subscriptions that carry its messages alone."
  type        = list(object({ project = string, service_account = string, subscriptions = optional(set(string), []), number = optional(string), sources = optional(set(string), []) }))
  default     = []

  validation {
    condition     = length(distinct(var.members[*].project)) == length(var.members) && alltrue([for member in var.members : can(regex("^[a-z0-9-]+@[a-z0-9.-]+[.]gserviceaccount[.]com$", member.service_account))])
    error_message = "members: one service account for each project, NAME@PROJECT.iam.gserviceaccount.com."
  }
}

variable "acts_as" {
  description = "The accounts of the Cloud Run services that are changed, projects/PROJECT/serviceAccounts/NAME@…"
  type        = set(string)
  default     = []
}

variable "environment" {
  description = "Further variables of the function; secrets by their names."
  type        = map(string)
  default     = {}
}

variable "settings" {
  description = "Size and scale, see the module function."
  type        = any
  default     = {}
}

variable "network" {
  description = "The network and subnetwork from which the function reaches databases, see the module function; null for none."
  type        = object({ network = string, subnetwork = string, tags = optional(list(string), []) })
  default     = null
}

variable "door" {
  description = "The open HTTP API of the promotion function: its host, and its variables; null for none."
  type        = object({ host = string, environment = map(string) })
  default     = null
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

variable "attested" {
  description = "Whether Binary Authorization checks the image."
  type        = bool
  default     = false
}

variable "kms_key" {
  description = "A key of Cloud KMS for the deployed image and the topics."
  type        = string
  default     = null
}

variable "protect" {
  description = "Whether the services are protected from deletion."
  type        = bool
  default     = true
}

variable "labels" {
  description = "Further labels."
  type        = map(string)
  default     = {}
}

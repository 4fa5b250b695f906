variable "project" {
  description = "The project's id and number; the number is in the names of Google's agents."
  type        = object({ id = string, number = string })
}

variable "name" {
  description = "What the names of topics, subscriptions, sinks and the push account begin with."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,23}[a-z0-9]$", var.name))
    error_message = "name: 4 to 25 lower-case letters, digits and dashes; the push account adds -push, and an account's id has 30 at most."
  }
}

variable "service" {
  description = "The function that gets the events: the output `service` of the module function."
  type        = object({ name = string, region = string, url = string, account = string })
}

variable "roles" {
  description = "The custom roles by name: the output `roles` of the module function. Needed is dead_letters."
  type        = map(string)

  validation {
    condition     = contains(keys(var.roles), "dead_letters")
    error_message = "roles: dead_letters is missing; give the output of the module function."
  }
}

variable "sources" {
  description = "What reaches the function. Remediation: alarms (Cloud Monitoring), audit, logs, threats, findings (Security Command Center), builds, deploys, clusters, budgets, objects. Promotion: pushes (Artifact Registry). Rotation: rotations (Secret Manager)."
  type        = set(string)
  default     = ["alarms", "audit", "logs"]

  validation {
    condition = length(setsubtract(var.sources, [
      "alarms", "audit", "logs", "threats", "backups", "findings", "pushes", "builds", "deploys", "clusters", "budgets", "objects", "rotations"
    ])) == 0
    error_message = "sources: known are alarms, audit, logs, threats, backups, findings, pushes, builds, deploys, clusters, budgets, objects, rotations."
  }
}

variable "audited_services" {
  description = "Whose changes are events, by their audit logs."
  type        = set(string)
  default = [
    "cloudresourcemanager.googleapis.com",
    "cloudsql.googleapis.com",
    "compute.googleapis.com",
    "container.googleapis.com",
    "iam.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
    "storage.googleapis.com",
  ]

  validation {
    condition     = length(var.audited_services) > 0
    error_message = "audited_services: leave the source audit out instead."
  }
}

variable "publishers" {
  description = "Who else writes to the topic of a source, such as Security Command Center's agent for findings: members by source."
  type        = map(list(string))
  default     = {}
}

variable "members" {
  description = "Other projects whose alarms (by a topic here, for which the number is needed) or pushes (by the topic gcr there) reach the function."
  type        = list(object({ project = string, number = optional(string), sources = optional(set(string), []) }))
  default     = []

  validation {
    condition     = length(setsubtract(flatten([for member in var.members : tolist(member.sources)]), ["alarms", "pushes"])) == 0
    error_message = "members: known sources are alarms and pushes; log entries come by a sink."
  }
  validation {
    condition     = alltrue([for member in var.members : can(regex("^[0-9]+$", member.number)) if contains(member.sources, "alarms")])
    error_message = "members: alarms need the project's number, by gcloud projects describe ID --format='value(projectNumber)'."
  }
}

variable "existing_topics" {
  description = "Topics with a name of Google's (gcr, cloud-builds, clouddeploy-operations) that the project has already."
  type        = set(string)
  default     = []
}

variable "delivery_attempts" {
  description = "How often an event is tried before it goes to the dead letters."
  type        = number
  default     = 20

  validation {
    condition     = var.delivery_attempts >= 5 && var.delivery_attempts <= 100
    error_message = "delivery_attempts: 5 to 100."
  }
}

variable "kms_key" {
  description = "A key of Cloud KMS for the topics; Google's own if null. Pub/Sub's agent needs cryptoKeyEncrypterDecrypter on it."
  type        = string
  default     = null
}

variable "labels" {
  description = "Labels of topics and subscriptions."
  type        = map(string)
  default     = {}
}

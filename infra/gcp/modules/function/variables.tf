variable "project" {
  description = "The project that the function works in: its id, and its number, of which its URL is made."
  type        = object({ id = string, number = string })

  validation {
    condition     = can(regex("^[0-9]+$", var.project.number))
    error_message = "project.number: the project's number, by gcloud projects describe ID --format='value(projectNumber)'."
  }
}

variable "region" {
  description = "The region of the service."
  type        = string
}

variable "name" {
  description = "The name of the service and of its account."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.name))
    error_message = "name: 6 to 30 lower-case letters, digits and dashes, as the id of an account."
  }
}

variable "image" {
  description = "The image, by its digest: what runs is what was checked."
  type        = string

  validation {
    condition     = can(regex("^[^@ ]+@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image: by its digest, REGION-docker.pkg.dev/PROJECT/REPOSITORY/NAME@sha256:…"
  }
}

variable "policy" {
  description = "The text of nightshift.yaml; check it with `nightshift validate`."
  type        = string

  validation {
    condition     = length(var.policy) > 0 && length(var.policy) <= 30000
    error_message = "policy: is empty, or larger than Cloud Run lets a variable be (32 KiB)."
  }
}

variable "ledger" {
  description = "The database and the prefix of this function's collections; each function has its own prefix."
  type        = object({ database = string, prefix = string })
}

variable "dead_letter_topic" {
  description = "The topic for what cannot be decoded, projects/PROJECT/topics/TOPIC."
  type        = string
}

variable "timers" {
  description = "The queue, projects/PROJECT/locations/REGION/queues/QUEUE, and the e-mail address of the account that wakes the function. By name: both are made after the function."
  type        = object({ queue = string, account = string })
}

variable "grants" {
  description = "What `nightshift iam --cloud gcp --project PROJECT --policy FILE --json` prints, as it is."
  type = list(object({
    on        = string
    condition = optional(string)
    role      = object({ title = string, stage = string, includedPermissions = set(string) })
  }))

  validation {
    condition = alltrue([for title in ["ledger", "timers", "wake", "dead letters"] :
    contains([for grant in var.grants : grant.role.title], "Nightshift: ${title}")])
    error_message = "grants: ledger, timers, wake or dead letters is missing; give the whole output of nightshift iam --cloud gcp --json."
  }
}

variable "more_projects" {
  description = "Further projects that the function may act in; each gets the role of the actions."
  type        = set(string)
  default     = []
}

variable "acts_as" {
  description = "The accounts of the Cloud Run services that the policy's actions change, projects/PROJECT/serviceAccounts/NAME@…"
  type        = set(string)
  default     = []
}

variable "environment" {
  description = "Further variables of the function, by docs/remediation.md and docs/promotion-google-cloud.md. A secret is named, projects/PROJECT/secrets/SECRET/versions/latest, never written."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.environment) : can(regex("^[A-Z][A-Z0-9_]*$", name))])
    error_message = "environment: a name has capitals, digits and underscores."
  }
}

variable "settings" {
  description = "Size and scale. A storm of alarms waits in Pub/Sub: few instances are enough."
  type = object({
    cpu           = optional(string, "1")
    memory        = optional(string, "1Gi")
    concurrency   = optional(number, 8)
    min_instances = optional(number, 0)
    max_instances = optional(number, 5)
  })
  default = {}

  validation {
    condition     = var.settings.max_instances >= 1 && var.settings.min_instances <= var.settings.max_instances
    error_message = "settings: max_instances is at least 1 and not below min_instances."
  }
}

variable "network" {
  description = "The network and subnetwork from which the function reaches private addresses, such as databases, with network tags for firewall rules; null for none."
  type        = object({ network = string, subnetwork = string, tags = optional(list(string), []) })
  default     = null
}

variable "attested" {
  description = "Whether Binary Authorization checks the image by the project's policy (module signing)."
  type        = bool
  default     = false
}

variable "kms_key" {
  description = "A key of Cloud KMS that encrypts the deployed image; Google's own if null."
  type        = string
  default     = null
}

variable "protect" {
  description = "Whether the service is protected from deletion."
  type        = bool
  default     = true
}

variable "labels" {
  description = "Labels of the service."
  type        = map(string)
  default     = {}
}

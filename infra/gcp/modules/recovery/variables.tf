variable "project" {
  description = "The id of the project."
  type        = string
}

variable "region" {
  description = "The second region."
  type        = string
}

variable "lost" {
  description = "Whether the first region is lost: true promotes the replica. There is no way back but a new replica."
  type        = bool
  default     = false
}

variable "database" {
  description = "The database in the first region: its name, engine (POSTGRES_17), tier, edition, its service account (serviceAccountEmailAddress), and the database in it that is exported."
  type = object({
    name    = string
    engine  = string
    tier    = string
    edition = optional(string, "ENTERPRISE")
    account = string
    schema  = optional(string, "shop")
  })
}

variable "network" {
  description = "The VPC network of the replica's private address."
  type        = string
}

variable "exports_location" {
  description = "Where the exports are: another region, or EU or US."
  type        = string
  default     = "EU"
}

variable "scheduler_region" {
  description = "The region of the schedule."
  type        = string
}

variable "schedule" {
  description = "When it is exported, as cron in UTC."
  type        = string
  default     = "30 2 * * *"
}

variable "restorable_days" {
  description = "For how many days what was deleted can be restored."
  type        = number
  default     = 30

  validation {
    condition     = var.restorable_days >= 7 && var.restorable_days <= 90
    error_message = "Soft delete keeps objects for 7 to 90 days."
  }
}

variable "kept_days" {
  description = "For how many days versions are kept."
  type        = number
  default     = 400
}

variable "kms_key" {
  description = "The key of the replica in its region; null for Google's."
  type        = string
  default     = null
}

variable "labels" {
  description = "Labels of every resource."
  type        = map(string)
  default     = {}
}

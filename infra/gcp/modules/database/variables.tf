variable "project" {
  description = "The id of the project."
  type        = string
}

variable "region" {
  description = "The region of the database."
  type        = string
}

variable "name" {
  description = "The name of the instance: sql:instance/NAME in a policy. A name is free again only a week after a deletion."
  type        = string
}

variable "engine" {
  description = "The engine and its version."
  type        = string
  default     = "POSTGRES_17"
}

variable "network" {
  description = "The VPC network with a private services connection, projects/PROJECT/global/networks/NAME. There is no public address."
  type        = string
}

variable "settings" {
  description = "Tier, edition, the disk's first size and how many daily backups are kept. Nightshift may grow the disk."
  type = object({
    tier           = string
    edition        = optional(string, "ENTERPRISE")
    first_disk_gib = optional(number, 20)
    backups        = optional(number, 14)
  })

  validation {
    condition     = var.settings.first_disk_gib >= 10
    error_message = "settings.first_disk_gib: at least 10."
  }
}

variable "kms_key" {
  description = "A key of Cloud KMS; Google's own if null. It cannot be added later."
  type        = string
  default     = null
}

variable "protect" {
  description = "Whether the database is protected from deletion, by Terraform and by the API."
  type        = bool
  default     = true
}

variable "labels" {
  description = "Labels of the instance."
  type        = map(string)
  default     = {}
}

variable "name" {
  description = "The name of this installation."
  type        = string
  default     = "nightshift"
}

variable "project" {
  description = "The project of the job."
  type        = string
}

variable "region" {
  description = "The region of the job."
  type        = string
}

variable "entry" {
  description = "The entry of the policy's backups."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,40}$", var.entry))
    error_message = "Expected the name of an entry: lower case letters, digits and dashes."
  }
}

variable "image" {
  description = "The image with the command line and PostgreSQL, by digest."
  type        = string

  validation {
    condition     = strcontains(var.image, "@sha256:")
    error_message = "Expected an image by its digest."
  }
}

variable "policy" {
  description = "The path of the policy in the image."
  type        = string
  default     = "/etc/nightshift/nightshift.yaml"
}

variable "service_account" {
  description = "The e-mail address of its account."
  type        = string
}

variable "environment" {
  description = "Variables, such as NIGHTSHIFT_GCP_PROJECTS."
  type        = map(string)
  default     = {}
}

variable "secrets" {
  description = "Variables whose values are secrets, by their names: NIGHTSHIFT_LEDGER, NIGHTSHIFT_RESTORE_SECRET."
  type        = map(string)

  validation {
    condition     = contains(keys(var.secrets), "NIGHTSHIFT_LEDGER")
    error_message = "NIGHTSHIFT_LEDGER is missing: a ledger in the container would end with it."
  }
}

variable "hours" {
  description = "How long a verification may take, at most 24 hours."
  type        = number
  default     = 6

  validation {
    condition     = var.hours >= 1 && var.hours <= 24
    error_message = "Cloud Run stops a task after 24 hours."
  }
}

variable "cpu" {
  description = "CPUs of the container."
  type        = string
  default     = "2"
}

variable "memory" {
  description = "Memory of the container: the restored database is in it, too."
  type        = string
  default     = "8Gi"
}

variable "protect" {
  description = "Whether Terraform refuses to delete it."
  type        = bool
  default     = true
}

variable "labels" {
  description = "Labels of the job."
  type        = map(string)
  default     = {}
}

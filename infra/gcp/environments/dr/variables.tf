variable "project" {
  description = "The project's id and number."
  type        = object({ id = string, number = string })
}

variable "name" {
  description = "The name of the service, as in the first region."
  type        = string
}

variable "region" {
  description = "The second region."
  type        = string

  validation {
    condition     = var.region != var.first_region
    error_message = "region: another one than first_region."
  }
}

variable "first_region" {
  description = "The first region."
  type        = string
}

variable "lost" {
  description = "Whether the first region is lost: promotes the database and keeps instances of the service running."
  type        = bool
  default     = false
}

variable "database" {
  description = "The database of the first region: its name, engine, tier and service account."
  type        = object({ name = string, engine = string, tier = string, account = string })
}

variable "database_secret" {
  description = "The secret of the shop's user, which has a copy in this region."
  type        = string
}

variable "network" {
  description = "The network's id: the output `network` of the first region."
  type        = string
}

variable "subnet" {
  description = "The subnet of this region."
  type        = string
}

variable "image" {
  description = "The image by digest, from a registry of several regions."
  type        = string

  validation {
    condition     = can(regex("^(europe|us|asia)-docker[.]pkg[.]dev/.+@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image: by digest, of a registry in europe, us or asia: one in the first region is lost with it."
  }
}

variable "account" {
  description = "The service's account: the output `account` of the first region."
  type        = string
}

variable "nightshift" {
  description = "Which functions of Nightshift update the service: their accounts and their custom role."
  type        = map(object({ account = string, role = string }))
  default     = {}
}

variable "channels" {
  description = "Notification channels: Nightshift's and those of people."
  type        = list(string)
}

variable "emails" {
  description = "Who is told when Nightshift itself is not well."
  type        = set(string)
}

variable "remediation" {
  description = "Nightshift here: image, sources, acts_as, settings."
  type        = any
}

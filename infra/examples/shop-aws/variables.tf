variable "name" {
  description = "What all names begin with."
  type        = string
  default     = "shop"
}

variable "account" {
  description = "The account's number."
  type        = string
}

variable "region" {
  description = "The region."
  type        = string
}

variable "second_region" {
  description = "The region of the copies."
  type        = string

  validation {
    condition     = var.second_region != var.region
    error_message = "second_region: another region; copies in the region that is lost are none."
  }
}

variable "zones" {
  description = "Availability Zones."
  type        = list(string)
}

variable "domain" {
  description = "The name that users call."
  type        = string
}

variable "image" {
  description = "The shop's image by digest, for the first start."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image: by digest, NAME@sha256:…."
  }
}

variable "first_image" {
  description = "The first machine image, with Docker, the AWS CLI and jq."
  type        = string
}

variable "instance_profile_arn" {
  description = "The instances' profile: Systems Manager, CloudWatch agent, the secret, the registry, the archive."
  type        = string
}

variable "database_secret" {
  description = "The secret with the database's password."
  type        = string
}

variable "topic" {
  description = "The topic of people, who get every alarm."
  type        = string
}

variable "dead_letters" {
  description = "The queue of events that did not arrive."
  type        = string
}

variable "second_topic" {
  description = "The topic of people in the second region."
  type        = string
}

variable "second_dead_letters" {
  description = "The queue of events that did not arrive in the second region."
  type        = string
}

variable "keepers" {
  description = "ARNs of roles that may delete backups."
  type        = list(string)
}

variable "budget_usd" {
  description = "The budget of a month."
  type        = number
  default     = 2000
}

variable "name" {
  description = "What all names begin with: shop in production, shop-staging in staging."
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

variable "machine_image" {
  description = "The first machine image, with Docker, the AWS CLI, curl and jq."
  type        = string
}

variable "production" {
  description = "What production has besides: the registry, a second region for copies (infra/aws/environments/dr), the roles that may delete backups, the budget of a month. Null in staging."
  type        = object({ second_region = string, keepers = list(string), budget_usd = optional(number, 2000) })
  default     = null

  validation {
    condition     = try(var.production.second_region, "") != var.region
    error_message = "production.second_region: another region; copies in the region that is lost are none."
  }
}

variable "first_password" {
  description = "The first password of the database, for the first apply: write-only, in no plan and no state. Nightshift rotates it."
  type        = string
  default     = ""
  sensitive   = true
  ephemeral   = true
}

variable "topic" {
  description = "The topic of people, who get every alarm."
  type        = string
}

variable "dead_letters" {
  description = "The queue of events that did not arrive."
  type        = string
}

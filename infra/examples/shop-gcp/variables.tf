variable "project" {
  description = "The id of the project."
  type        = string
}

variable "name" {
  description = "What all names begin with; the same in staging and production, which are two projects."
  type        = string
  default     = "shop"
}

variable "region" {
  description = "The first region."
  type        = string
}

variable "second_region" {
  description = "The second region, once infra/gcp/environments/dr runs there; null before, and in staging."
  type        = string
  default     = null

  validation {
    condition     = var.second_region != var.region
    error_message = "second_region: another region."
  }
}

variable "images" {
  description = "Where the registry of images is: several regions at once, so that they are not lost with one."
  type        = string
  default     = "europe"

  validation {
    condition     = contains(["europe", "us", "asia"], var.images)
    error_message = "images: europe, us or asia."
  }
}

variable "domain" {
  description = "The name that users call."
  type        = string
}

variable "image" {
  description = "The shop's first image, by digest."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image: by digest, NAME@sha256:…."
  }
}

variable "nightshift" {
  description = "Which functions of Nightshift update the service: their accounts and their custom role."
  type        = map(object({ account = string, role = string }))
  default     = {}
}

variable "pipeline" {
  description = "Who pushes images; null for nobody."
  type        = string
  default     = null
}

variable "database_address" {
  description = "The private address of the database, of `gcloud sql instances describe`."
  type        = string
}

variable "first_secret" {
  description = "The first value of the secret NAME-db, for the first apply: {\"host\":…,\"port\":5432,\"dbname\":\"shop\",\"username\":\"shop\",\"password\":…}. Write-only, in no plan and no state."
  type        = string
  default     = ""
  sensitive   = true
  ephemeral   = true
}

variable "channels" {
  description = "Notification channels: Nightshift's and those of people."
  type        = list(string)
}

variable "billing_account" {
  description = "The billing account."
  type        = string
}

variable "budget" {
  description = "The budget of a month."
  type        = number
  default     = 2000
}

variable "project" {
  description = "The id of the project."
  type        = string
}

variable "name" {
  description = "What all names begin with."
  type        = string
  default     = "shop"
}

variable "region" {
  description = "The first region."
  type        = string
}

variable "second_region" {
  description = "The second region."
  type        = string

  validation {
    condition     = var.second_region != var.region
    error_message = "second_region: another region."
  }
}

variable "domain" {
  description = "The name that users call."
  type        = string
}

variable "image" {
  description = "The shop's first image, by digest."
  type        = string
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

variable "database_account" {
  description = "The service account of the database (serviceAccountEmailAddress), which writes exports."
  type        = string
}

variable "database_secret" {
  description = "The secret with the database's password."
  type        = string
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

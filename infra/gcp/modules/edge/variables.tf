variable "project" {
  description = "The id of the project."
  type        = string
}

variable "name" {
  description = "What the names begin with."
  type        = string
}

variable "domains" {
  description = "The names that users call."
  type        = list(string)

  validation {
    condition     = length(var.domains) > 0 && alltrue([for domain in var.domains : can(regex("^[a-z0-9.-]+$", domain))])
    error_message = "domains: at least one host name, not a URL; a managed certificate has no wildcard."
  }
}

variable "services" {
  description = "The name of the service of Cloud Run, by region. Two regions back one another."
  type        = map(string)

  validation {
    condition     = length(var.services) > 0
    error_message = "services: at least one region."
  }
}

variable "security_policy" {
  description = "The id of the policy of Cloud Armor, of the module armor."
  type        = string
}

variable "cdn" {
  description = "Whether Cloud CDN keeps what the application allows (Cache-Control)."
  type        = bool
  default     = false
}

variable "headers" {
  description = "Headers of every answer, beside or in place of the defaults."
  type        = map(string)
  default     = {}
}

variable "labels" {
  description = "Labels of the forwarding rules."
  type        = map(string)
  default     = {}
}

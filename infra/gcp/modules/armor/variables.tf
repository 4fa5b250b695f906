variable "project" {
  description = "The id of the project."
  type        = string
}

variable "name" {
  description = "The name of the policy."
  type        = string
}

variable "requests_per_minute" {
  description = "More requests of one address are denied, and the address for ten minutes."
  type        = number
  default     = 300

  validation {
    condition     = var.requests_per_minute >= 10
    error_message = "At least 10 requests a minute."
  }
}

variable "countries" {
  description = "The only countries from which requests are let in (two letters); all if empty."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for country in var.countries : can(regex("^[A-Z]{2}$", country))])
    error_message = "Countries of two capital letters such as DE."
  }
}

variable "sensitivity" {
  description = "Of the preconfigured rules: 1 (fewest false alarms) to 4."
  type        = number
  default     = 1

  validation {
    condition     = contains([1, 2, 3, 4], var.sensitivity)
    error_message = "sensitivity: 1 to 4."
  }
}

variable "preview" {
  description = "Rules that only log: countries, rate, sqli, xss, lfi, rfi, rce, methodenforcement, scannerdetection, protocolattack, sessionfixation, java."
  type        = set(string)
  default     = []
}

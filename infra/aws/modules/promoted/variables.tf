variable "name" {
  description = "The function's name; a target is NAME:ALIAS in the policy."
  type        = string
}

variable "description" {
  description = "What the function does, in a sentence."
  type        = string
  default     = ""
}

variable "alias" {
  description = "The alias whose traffic promotions shift."
  type        = string
  default     = "live"
}

variable "role_arn" {
  description = "ARN of the function's role."
  type        = string
}

variable "first_image" {
  description = "The image of the first version, by digest. Later ones come by promotions."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.first_image))
    error_message = "Name the image by its digest, ...@sha256:...: promotions go by digests."
  }
}

variable "architecture" {
  description = "arm64 or x86_64."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "The architecture is arm64 or x86_64."
  }
}

variable "memory" {
  description = "Memory in MB."
  type        = number
  default     = 512
}

variable "timeout" {
  description = "Seconds."
  type        = number
  default     = 30
}

variable "environment" {
  description = "The function's variables."
  type        = map(string)
  default     = {}
}

variable "log_retention_days" {
  description = "How long the log is kept."
  type        = number
  default     = 90
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

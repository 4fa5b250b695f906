variable "project" {
  description = "The id of the project."
  type        = string
}

variable "region" {
  description = "The region."
  type        = string
}

variable "name" {
  description = "The name of the instance."
  type        = string
}

variable "engine" {
  description = "The version of Redis."
  type        = string
  default     = "REDIS_7_2"

  validation {
    condition     = can(regex("^REDIS_[0-9]+_[0-9X]+$", var.engine))
    error_message = "engine: such as REDIS_7_2."
  }
}

variable "memory_gib" {
  description = "Its memory; read replicas need at least 5."
  type        = number
  default     = 5

  validation {
    condition     = var.memory_gib >= 5
    error_message = "memory_gib: at least 5, which replicas need."
  }
}

variable "replicas" {
  description = "How many replicas: 1 to 5."
  type        = number
  default     = 1

  validation {
    condition     = var.replicas >= 1 && var.replicas <= 5
    error_message = "replicas: 1 to 5."
  }
}

variable "network" {
  description = "The network's id, of the module network."
  type        = string
}

variable "kms_key" {
  description = "The key; null for Google's own."
  type        = string
  default     = null
}

variable "labels" {
  description = "Labels of the instance."
  type        = map(string)
  default     = {}
}

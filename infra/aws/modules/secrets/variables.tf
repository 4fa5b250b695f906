variable "prefix" {
  description = "What the names of the secrets begin with."
  type        = string
}

variable "secrets" {
  description = "What each secret is for, by the last part of its name."
  type        = map(string)
}

variable "first_values" {
  description = "The first value of each secret. Ephemeral: it is in no plan and no state; needed when the secret is created."
  type        = map(string)
  default     = {}
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = alltrue([for value in values(var.first_values) : length(value) >= 32])
    error_message = "A secret has at least 32 characters: openssl rand -hex 32."
  }
}

variable "replicas" {
  description = "Regions that have a copy of each secret, and the ARN of the KMS key there; null for Secrets Manager's own key."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for region in keys(var.replicas) : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", region))])
    error_message = "replicas: regions such as eu-west-1."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

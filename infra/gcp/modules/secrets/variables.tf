variable "project" {
  description = "The id of the project."
  type        = string
}

variable "secrets" {
  description = "The secrets by id: in which regions each is kept, and whether Terraform writes its first value."
  type = map(object({
    locations = set(string)
    has_value = optional(bool, false)
  }))

  validation {
    condition     = alltrue([for secret in values(var.secrets) : length(secret.locations) > 0])
    error_message = "secrets: each needs at least one region in locations."
  }
}

variable "values" {
  description = "The first values of the secrets with has_value: in no plan and in no state. Give them by TF_VAR_…, never in a file."
  type        = map(string)
  default     = {}
  sensitive   = true
  ephemeral   = true
}

variable "readers" {
  description = "Who reads all these secrets, by a name of yours: serviceAccount:NAME@… of a function."
  type        = map(string)
}

variable "role" {
  description = "By which role they read: the custom role `secret` of `nightshift iam --secret NAME`, or Google's own."
  type        = string
  default     = "roles/secretmanager.secretAccessor"
}

variable "kms_keys" {
  description = "Keys of Cloud KMS by region; Google's own where there is none."
  type        = map(string)
  default     = {}
}

variable "protect" {
  description = "Whether the secrets are protected from deletion."
  type        = bool
  default     = true
}

variable "labels" {
  description = "Labels of the secrets."
  type        = map(string)
  default     = {}
}

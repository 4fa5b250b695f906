variable "project" {
  description = "The id of the project."
  type        = string
}

variable "location" {
  description = "Where the images are."
  type        = string
}

variable "name" {
  description = "The name of the repository."
  type        = string
}

variable "untagged_days" {
  description = "After how many days images without a tag go."
  type        = number
  default     = 30
}

variable "make_topic" {
  description = "Whether the topic gcr is made here; false where it exists (one in a project, of the module intake)."
  type        = bool
  default     = false
}

variable "writers" {
  description = "Who pushes, by a name of yours: the pipeline's account."
  type        = map(string)

  validation {
    condition     = alltrue([for writer in values(var.writers) : can(regex("^(serviceAccount|principal|principalSet):", writer))])
    error_message = "writers: accounts of pipelines (serviceAccount:, principal:, principalSet:), not people."
  }
}

variable "kms_key" {
  description = "The key of the images; null for Google's own."
  type        = string
  default     = null
}

variable "labels" {
  description = "Labels of the repository."
  type        = map(string)
  default     = {}
}

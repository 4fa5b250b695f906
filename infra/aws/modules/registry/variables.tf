variable "repositories" {
  description = "Names of the repositories."
  type        = set(string)

  validation {
    condition     = alltrue([for name in var.repositories : can(regex("^[a-z0-9][a-z0-9._/-]{1,255}$", name))])
    error_message = "A repository's name has lower-case letters, digits, '.', '_', '/' or '-'."
  }
}

variable "replicated" {
  description = "The account and the regions to which each push is copied; null for none. The repositories there are made by this module too, so that their tags cannot be moved either."
  type        = object({ account = string, regions = set(string) })
  default     = null
}

variable "untagged_days" {
  description = "How long images without a tag are kept."
  type        = number
  default     = 30

  validation {
    condition     = var.untagged_days >= 7
    error_message = "Keep images without a tag for at least a week."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

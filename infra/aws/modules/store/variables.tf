variable "name" {
  description = "The bucket's name, unique among all accounts of AWS: put the account in it."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.name))
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits, '.' or '-'."
  }
}

variable "old_version_days" {
  description = "How long replaced and deleted objects can be restored."
  type        = number
  default     = 90

  validation {
    condition     = var.old_version_days >= 7
    error_message = "Keep old versions for at least a week."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

variable "name" {
  description = "The table's name: NIGHTSHIFT_TABLE of every function that uses this ledger."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{3,255}$", var.name))
    error_message = "A table's name has 3 to 255 letters, digits, '_', '.' or '-'."
  }
}

variable "deletion_protection" {
  description = "Whether the table refuses to be deleted. The ledger is the audit trail: turn it off only to remove Nightshift."
  type        = bool
  default     = true
}

variable "recovery_days" {
  description = "How far back the table can be restored to any second, 1 to 35 days."
  type        = number
  default     = 35

  validation {
    condition     = var.recovery_days >= 1 && var.recovery_days <= 35
    error_message = "DynamoDB restores 1 to 35 days back."
  }
}

variable "max_request_units" {
  description = "The most request units a second that are served and paid, so that a storm has a price limit; -1 for no limit."
  type = object({
    read  = optional(number, 4000)
    write = optional(number, 2000)
  })
  default = {}
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

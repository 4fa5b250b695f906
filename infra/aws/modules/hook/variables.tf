variable "function_name" {
  description = "Name of the hook's function; promotions expect nightshift-lifecycle-hook unless `with.hook` names another."
  type        = string
}

variable "function_arn" {
  description = "ARN of the hook's function, without an alias."
  type        = string
}

variable "account" {
  description = "The account, 12 digits: ECS may use the role only for it."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account))
    error_message = "An account has 12 digits."
  }
}

variable "permissions_boundary" {
  description = "ARN of the permissions boundary that the account requires of roles."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

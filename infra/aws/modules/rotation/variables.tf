variable "function_name" {
  description = "Name of the rotation function."
  type        = string
}

variable "alias_arn" {
  description = "ARN of its alias live, which Secrets Manager calls."
  type        = string

  validation {
    condition     = endswith(var.alias_arn, ":live")
    error_message = "Expected the ARN of the alias live: a snapshot belongs to a published version."
  }
}

variable "account" {
  description = "The account, 12 digits: secrets of others may not call the function."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account))
    error_message = "An account has 12 digits."
  }
}

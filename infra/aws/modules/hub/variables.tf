variable "bus" {
  description = "The bus's name."
  type        = string
  default     = "default"
}

variable "bus_arn" {
  description = "The bus's ARN."
  type        = string
}

variable "accounts" {
  description = "The member accounts, 12 digits each."
  type        = set(string)

  validation {
    condition     = length(var.accounts) > 0 && alltrue([for account in var.accounts : can(regex("^[0-9]{12}$", account))])
    error_message = "Expected at least one account of 12 digits."
  }
}

variable "organization" {
  description = "The id of the organization that members have to belong to as well, such as o-0123456789; null without one."
  type        = string
  default     = null

  validation {
    condition     = var.organization == null || can(regex("^o-[a-z0-9]{10,32}$", var.organization))
    error_message = "Expected an organization's id such as o-0123456789."
  }
}

variable "partition" {
  description = "aws, aws-cn or aws-us-gov."
  type        = string
  default     = "aws"
}

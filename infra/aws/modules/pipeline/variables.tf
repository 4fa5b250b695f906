variable "account" {
  description = "The account, 12 digits."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account))
    error_message = "An account has 12 digits."
  }
}

variable "name" {
  description = "The installation's name: the pipeline makes roles and functions whose names begin with it."
  type        = string
  default     = "nightshift"
}

variable "partition" {
  description = "aws, aws-cn or aws-us-gov."
  type        = string
  default     = "aws"
}

variable "state_bucket" {
  description = "The bucket of Terraform's states."
  type        = string
}

variable "issuer" {
  description = "Who issues the tokens."
  type        = string
  default     = "https://token.actions.githubusercontent.com"

  validation {
    condition     = startswith(var.issuer, "https://")
    error_message = "Expected a URL that begins with https://."
  }
}

variable "existing_provider" {
  description = "Whether the account has an identity provider for the issuer already: there can be one."
  type        = bool
  default     = false
}

variable "subjects" {
  description = "The subjects of the tokens that plan and that apply, such as repo:OWNER/NAME:pull_request and repo:OWNER/NAME:environment:aws-prod."
  type        = object({ plan = set(string), apply = set(string) })

  validation {
    condition     = length(var.subjects.plan) > 0 && length(var.subjects.apply) > 0 && alltrue([for subject in var.subjects.apply : !endswith(subject, ":pull_request")])
    error_message = "subjects: at least one each, and no pull request applies: everybody who may open one would apply."
  }
  validation {
    condition     = alltrue([for subject in setunion(var.subjects.plan, var.subjects.apply) : !strcontains(subject, "*")])
    error_message = "subjects: whole ones, without *: a pattern lets other repositories or branches in."
  }
}

variable "plan_policies" {
  description = "AWS's own policies for plans: they read."
  type        = set(string)
  default     = ["ReadOnlyAccess"]
}

variable "apply_policies" {
  description = "AWS's own policies for applies, beside roles of this installation. Whoever applies makes roles: set permissions_boundary."
  type        = set(string)
  default     = ["PowerUserAccess", "ReadOnlyAccess"]
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

variable "name" {
  description = "The role's name, and the beginning of every other name."
  type        = string
  default     = "nightshift"
}

variable "host_role_arns" {
  description = "ARNs of the roles of Nightshift's functions in the host account that work here: the output `role_arns` of the module nightshift. No other may assume the role."
  type        = set(string)

  validation {
    condition     = length(var.host_role_arns) > 0 && alltrue([for arn in var.host_role_arns : can(regex("^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$", arn))])
    error_message = "Expected ARNs of roles: an account or a pattern would let others in."
  }
}

variable "external_id" {
  description = "The external id that the host sends, as in NIGHTSHIFT_MEMBER_ACCOUNTS. Another one for each member."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_+=,.@:/-]{16,}$", var.external_id)) && length(var.external_id) <= 1224
    error_message = "Expected 16 to 1,224 letters, digits and _+=,.@:/-."
  }
}

variable "permissions" {
  description = "What Nightshift may do here: members[].policy of `nightshift iam --member`, as JSON."
  type        = string
}

variable "host_bus_arn" {
  description = "ARN of the event bus in the host account, in this region (see the module hub)."
  type        = string
}

variable "patterns" {
  description = "EventBridge patterns (JSON) of the events to send, by name: the output of the module patterns."
  type        = map(string)
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

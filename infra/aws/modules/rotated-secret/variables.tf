variable "name" {
  description = "The secret's name, as the policy and applications use it."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9/_+=.@-]{1,255}$", var.name)) && !can(regex("-[A-Za-z0-9]{6}$", var.name))
    error_message = "A name has up to 255 letters, digits or /_+=.@-, and does not end as an ARN does: with '-' and six letters or digits."
  }
}

variable "description" {
  description = "What the secret is for."
  type        = string
  default     = "Rotated by Nightshift."
}

variable "function" {
  description = "ARN of the rotation function's alias: the output `rotation` of the module nightshift."
  type        = string

  validation {
    condition     = can(regex(":function:[^:]+:live$", var.function))
    error_message = "Expected the ARN of the alias live of the rotation function."
  }
}

variable "schedule" {
  description = "When it is rotated, in UTC: rate(30 days), or cron(0 3 1 * ? *)."
  type        = string
  default     = "rate(30 days)"

  validation {
    condition     = can(regex("^(rate|cron)\\(.+\\)$", var.schedule))
    error_message = "Expected rate(...) or cron(...)."
  }
}

variable "duration" {
  description = "How long a rotation may begin after its time, in hours, such as 3h; to the end of the day if not set."
  type        = string
  default     = null
}

variable "key_arn" {
  description = "ARN of the KMS key; Secrets Manager's own key of the account if not set."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of the secret."
  type        = map(string)
  default     = {}
}

variable "prefix" {
  description = "What the names begin with."
  type        = string
}

variable "account" {
  description = "The account's number."
  type        = string
}

variable "region" {
  description = "The region."
  type        = string
}

variable "groups" {
  description = "Log groups by name: days that they are kept, metrics that are counted in them by their patterns, and the pattern of lines that become signals of Nightshift (null for none)."
  type = map(object({
    days    = optional(number, 90)
    counts  = optional(map(string), {})
    signals = optional(string)
  }))

  validation {
    condition     = alltrue([for group in values(var.groups) : contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], group.days)])
    error_message = "CloudWatch Logs keeps lines for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}

variable "encrypted" {
  description = "Whether the groups have a key of their own."
  type        = bool
  default     = true
}

variable "nightshift" {
  description = "The alias that takes lines as signals: the ARN with the alias, the function's name, the alias. Null for none."
  type        = object({ function_arn = string, function_name = string, alias = string })
  default     = null
}

variable "center" {
  description = "In the account that looks at others: the id of the organization whose accounts may be linked. Null elsewhere."
  type        = object({ organization = string })
  default     = null

  validation {
    condition     = var.center == null || can(regex("^o-[a-z0-9]{10,32}$", var.center.organization))
    error_message = "An organization is o-EXAMPLE12345."
  }
}

variable "link" {
  description = "In an account that is looked into: the ARN of the sink, the output `sink` of the other account. Null elsewhere."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

variable "project" {
  description = "The id of the project that keeps the logs."
  type        = string
}

variable "projects" {
  description = "Ids of the projects whose logs are kept."
  type        = set(string)
}

variable "location" {
  description = "Where the bucket is."
  type        = string
}

variable "name" {
  description = "The name of the bucket."
  type        = string
}

variable "filter" {
  description = "Which lines are kept."
  type        = string
  default     = "severity>=INFO"
}

variable "retention_days" {
  description = "For how long."
  type        = number
  default     = 90

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 3650
    error_message = "Cloud Logging keeps lines for 1 to 3,650 days."
  }
}

variable "locked" {
  description = "Whether nobody may shorten that time any more. Nobody can unlock it."
  type        = bool
  default     = false
}

variable "views" {
  description = "Views by name, such as a team's: the filter may use source(), log_id() and resource.type."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for filter in values(var.views) : can(regex("source\\(|log_id\\(|resource.type", filter))])
    error_message = "A view's filter uses source(), log_id() or resource.type."
  }
}

variable "counts" {
  description = "Metrics that are counted in lines: the filter by name."
  type        = map(string)
  default     = {}
}

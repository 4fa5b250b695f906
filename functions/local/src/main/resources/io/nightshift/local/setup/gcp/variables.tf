variable "project" {
  description = "The project's id and number."
  type        = object({ id = string, number = string })
}

variable "region" {
  description = "The region of all parts."
  type        = string
}

variable "emails" {
  description = "Who is told when Nightshift itself is not well."
  type        = set(string)
}

variable "remediation" {
  description = "The image of remediation by its digest, and what reaches it."
  type        = object({ image = string, sources = set(string) })
}

variable "members" {
  description = "Other projects to work in, each by a service account of its own, and the subscriptions that carry its messages alone."
  type        = list(object({ project = string, service_account = string, subscriptions = optional(set(string), []) }))
  default     = []
}

variable "project" {
  description = "The member project's id."
  type        = string
}

variable "name" {
  description = "The service account's name, and that of the sink."
  type        = string
  default     = "nightshift-member"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.name))
    error_message = "6 to 30 lower-case letters, digits and dashes."
  }
}

variable "host_account" {
  description = "The e-mail address of the host function's service account. No other may impersonate the account."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9-]+@[a-z0-9.-]+[.]gserviceaccount[.]com$", var.host_account))
    error_message = "Expected a service account's e-mail address."
  }
}

variable "permissions" {
  description = "What Nightshift may do here: includedPermissions of members[].grants of `nightshift iam --cloud gcp --member`."
  type        = set(string)
}

variable "sink" {
  description = "The host's topic (projects/PROJECT/topics/NAME) and which log entries go there; null if an aggregated sink sends them."
  type        = object({ topic = string, filter = string })
  default     = null
}

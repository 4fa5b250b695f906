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

variable "alarms_topic" {
  description = "The host's topic for alarms of this project alone: `member_topics` of the module nightshift; null for none."
  type        = string
  default     = null

  validation {
    condition     = var.alarms_topic == null || can(regex("^projects/[^/]+/topics/[^/]+$", var.alarms_topic))
    error_message = "Expected projects/PROJECT/topics/TOPIC."
  }
}

variable "pushes" {
  description = "Makes the topic gcr of Artifact Registry, and who attaches the host's subscription to it, such as serviceAccount:nightshift-pipeline-apply@HOST.iam.gserviceaccount.com; null for none."
  type        = object({ subscriber = string })
  default     = null

  validation {
    condition     = var.pushes == null || can(regex("^(serviceAccount|user|group):[^@]+@.+$", var.pushes.subscriber))
    error_message = "Expected serviceAccount:, user: or group: and an e-mail address: the images of everybody's pushes would be known to all."
  }
}

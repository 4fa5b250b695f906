variable "project" {
  description = "The id of the project."
  type        = string
}

variable "name" {
  description = "The name of the cluster."
  type        = string
}

variable "region" {
  description = "The region: the control plane and the nodes are in several zones."
  type        = string

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region: a region such as europe-west1, not a zone."
  }
}

variable "network" {
  description = "The network's id."
  type        = string
}

variable "subnet" {
  description = "The subnet's name, with the ranges pods and services."
  type        = string
}

variable "authorized" {
  description = "Networks that reach the control plane, by a name of yours; none: only from the VPC."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for cidr in values(var.authorized) : can(cidrhost(cidr, 0)) && !endswith(cidr, "/0")])
    error_message = "authorized: networks such as 203.0.113.0/24, never everything."
  }
}

variable "pools" {
  description = "Pools of nodes by name: machine, spot or not, the least and the most nodes."
  type        = map(object({ machine = optional(string, "e2-standard-4"), spot = optional(bool, false), min = optional(number, 1), max = optional(number, 6) }))
  default = {
    base = { min = 3 }
    spot = { spot = true, min = 0, max = 10 }
  }

  validation {
    condition     = anytrue([for pool in values(var.pools) : !pool.spot && pool.min >= 1])
    error_message = "pools: at least one on demand that is never empty: spot machines end at any time."
  }
}

variable "channel" {
  description = "RAPID, REGULAR or STABLE."
  type        = string
  default     = "REGULAR"

  validation {
    condition     = contains(["RAPID", "REGULAR", "STABLE"], var.channel)
    error_message = "channel: RAPID, REGULAR or STABLE."
  }
}

variable "maintenance" {
  description = "When Google may upgrade: start and end of the first window, and its recurrence (RFC 5545)."
  type        = object({ start = string, end = string, recurrence = string })
  default     = { start = "2026-01-04T02:00:00Z", end = "2026-01-04T08:00:00Z", recurrence = "FREQ=WEEKLY;BYDAY=SU,MO" }
}

variable "kms_key" {
  description = "The key of Kubernetes' secrets; null for Google's own."
  type        = string
  default     = null
}

variable "topic" {
  description = "The topic of its notifications, of the module intake; null for none."
  type        = string
  default     = null
}

variable "protect" {
  description = "Whether it cannot be deleted."
  type        = bool
  default     = true
}

variable "labels" {
  description = "Labels of cluster and nodes."
  type        = map(string)
  default     = {}
}

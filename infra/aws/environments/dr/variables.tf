variable "name" {
  description = "The application's name, as in the first region."
  type        = string
}

variable "account" {
  description = "The account's number."
  type        = string
}

variable "region" {
  description = "The second region."
  type        = string
}

variable "lost" {
  description = "Whether the first region is lost: promotes the database and makes the group as large as in the first region."
  type        = bool
  default     = false
}

variable "zones" {
  description = "Availability Zones of the second region."
  type        = list(string)
}

variable "cidr" {
  description = "The network's addresses: other ones than in the first region."
  type        = string
  default     = "10.40.0.0/16"
}

variable "domain" {
  description = "The name that users call."
  type        = string
}

variable "zone" {
  description = "The id of the hosted zone of the domain."
  type        = string
}

variable "image" {
  description = "The application's image by digest, as in the first region."
  type        = string

  validation {
    condition     = can(regex("^[^/]+/.+@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image: by digest, REGISTRY/NAME@sha256:…."
  }
}

variable "machine_image" {
  description = "The machine image in this region."
  type        = string
}

variable "size" {
  description = "The group's size when the first region is lost: that of the first region."
  type        = object({ min = number, max = number })
}

variable "database" {
  description = "The database of the first region, and the class of its replica."
  type        = object({ arn = string, class = string })
}

variable "first_balancer" {
  description = "The load balancer of the first region: host name and hosted zone."
  type        = object({ host = string, zone = string })
}

variable "archive" {
  description = "The bucket of old orders."
  type        = string
}

variable "topic" {
  description = "The topic of people in this region."
  type        = string
}

variable "dead_letters" {
  description = "The queue of events that did not arrive in this region."
  type        = string
}

variable "keepers" {
  description = "ARNs of roles that may delete backups."
  type        = list(string)
}

variable "remediation" {
  description = "Nightshift's remediation here, as in the other environments."
  type        = any
}

variable "alarm_emails" {
  description = "Who is told when Nightshift itself is not well."
  type        = set(string)
}

variable "policy_folder" {
  description = "The folder of Nightshift's permissions."
  type        = string
  default     = "../../policy"
}

variable "account" {
  description = "The account, 12 digits."
  type        = string
}

variable "region" {
  description = "The region."
  type        = string
}

variable "alarm_emails" {
  description = "Addresses that receive the alarms on Nightshift itself."
  type        = set(string)
}

variable "remediation" {
  description = "The package of remediation, and its limits."
  type = object({
    package              = object({ file = optional(string), s3 = optional(object({ bucket = string, key = string, version = optional(string) })), image = optional(string) })
    memory               = optional(number, 1024)
    timeout              = optional(number, 60)
    reserved_concurrency = optional(number, 5)
  })
}

variable "members" {
  description = "Other accounts that Nightshift works in: the role and the external id of each."
  type        = list(object({ role = string, externalId = string }))
  default     = []
}

variable "project" {
  description = "The id of the project."
  type        = string
}

variable "number" {
  description = "The number of the project."
  type        = string

  validation {
    condition     = can(regex("^[0-9]+$", var.number))
    error_message = "number: the project's number; a perimeter takes no ids."
  }
}

variable "exempted" {
  description = "Accounts whose access to data is not logged: those that read all day."
  type        = list(string)
  default     = []
}

variable "perimeter" {
  description = "A perimeter of VPC Service Controls: the number of the access policy, the perimeter's name, the services, access levels that come in, and whether it denies. Null for none."
  type = object({
    policy        = string
    name          = optional(string, "shop")
    services      = optional(list(string), ["storage.googleapis.com", "sqladmin.googleapis.com", "secretmanager.googleapis.com", "bigquery.googleapis.com", "artifactregistry.googleapis.com"])
    access_levels = optional(list(string), [])
    enforced      = optional(bool, false)
  })
  default = null

  validation {
    condition     = var.perimeter == null || try(can(regex("^[a-zA-Z][a-zA-Z0-9_]*$", var.perimeter.name)), false)
    error_message = "A perimeter's name has letters, digits and underscores."
  }
}

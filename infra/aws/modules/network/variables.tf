variable "name" {
  description = "What the names begin with."
  type        = string
}

variable "region" {
  description = "The region."
  type        = string
}

variable "cidr" {
  description = "The network's addresses: a /16 to /20."
  type        = string
  default     = "10.20.0.0/16"

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && try(tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 20, false)
    error_message = "cidr: a network of /16 to /20, such as 10.20.0.0/16."
  }
}

variable "zones" {
  description = "Two to four Availability Zones."
  type        = list(string)

  validation {
    condition     = length(var.zones) >= 2 && length(var.zones) <= 4 && length(distinct(var.zones)) == length(var.zones)
    error_message = "zones: two to four different ones."
  }
}

variable "nat" {
  description = "NAT gateways: each-zone, one or none."
  type        = string
  default     = "each-zone"

  validation {
    condition     = contains(["each-zone", "one", "none"], var.nat)
    error_message = "nat: each-zone, one or none."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

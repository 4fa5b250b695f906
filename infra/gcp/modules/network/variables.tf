variable "project" {
  description = "The id of the project."
  type        = string
}

variable "name" {
  description = "What the names begin with."
  type        = string
}

variable "subnets" {
  description = "A subnet by region, with ranges for pods and services where a cluster is."
  type        = map(object({ cidr = string, pods = optional(string), services = optional(string) }))

  validation {
    condition     = length(var.subnets) > 0 && alltrue([for subnet in values(var.subnets) : can(cidrhost(subnet.cidr, 0)) && (subnet.pods == null) == (subnet.services == null)])
    error_message = "subnets: at least one; pods and services together or neither."
  }
}

variable "ports" {
  description = "Ports to which load balancers send."
  type        = list(string)
  default     = ["8080"]
}

variable "flow_share" {
  description = "Which share of flows is logged."
  type        = number
  default     = 0.5

  validation {
    condition     = var.flow_share > 0 && var.flow_share <= 1
    error_message = "flow_share: above 0, at most 1."
  }
}

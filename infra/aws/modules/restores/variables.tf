variable "name" {
  description = "The name of this installation."
  type        = string
  default     = "nightshift"
}

variable "vpc" {
  description = "The VPC of the subnets."
  type        = string
}

variable "subnets" {
  description = "Private subnets in at least two zones, without a route to the internet."
  type        = set(string)

  validation {
    condition     = length(var.subnets) >= 2
    error_message = "RDS expects subnets in at least two zones."
  }
}

variable "port" {
  description = "The port of the databases."
  type        = number
  default     = 5432

  validation {
    condition     = var.port >= 1024 && var.port <= 65535
    error_message = "Expected a port of RDS, 1150 to 65535."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

variable "name" {
  description = "The name of the load balancer, the group and the role."
  type        = string
}

variable "network" {
  description = "Outputs of the module network: the VPC's id, and subnets by tier."
  type        = object({ vpc = string, subnets = map(list(string)) })
}

variable "domain" {
  description = "The name that users call."
  type        = string
}

variable "certificate" {
  description = "ARN of a validated certificate that exists in this region; null to request one."
  type        = string
  default     = null
}

variable "machine_image" {
  description = "The first machine image, with Docker, the AWS CLI, curl and jq."
  type        = string
}

variable "image" {
  description = "The application's image by digest, which the first instances start."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image: by digest, NAME@sha256:…."
  }
}

variable "start" {
  description = "The script of an instance's first start. It starts the image that the tag nightshift:image names."
  type        = string
}

variable "size" {
  description = "How many instances there are at least and at most."
  type        = object({ min = number, max = number })
  default     = { min = 2, max = 10 }
}

variable "port" {
  description = "The port on which the application answers."
  type        = number
  default     = 8080
}

variable "health" {
  description = "The path of the health check."
  type        = string
  default     = "/health"
}

variable "may" {
  description = "ARNs of what the instances use: repositories to pull from, the log group, secrets to read and their keys, buckets to write into."
  type = object({
    repositories = list(string)
    log_group    = string
    secrets      = optional(list(string), [])
    keys         = optional(list(string), [])
    buckets      = optional(list(string), [])
  })
}

variable "permissions_boundary" {
  description = "ARN of the permissions boundary that the account requires of roles."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of every resource; the instances have them too."
  type        = map(string)
  default     = {}
}

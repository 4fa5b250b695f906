variable "name" {
  description = "The name of the replication group."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,39}$", var.name))
    error_message = "name: up to 40 small letters, digits and dashes, a letter first."
  }
}

variable "engine" {
  description = "valkey or redis, and the version."
  type        = object({ name = string, version = string })
  default     = { name = "valkey", version = "8.0" }

  validation {
    condition     = contains(["valkey", "redis"], var.engine.name)
    error_message = "engine: valkey or redis."
  }
}

variable "node_type" {
  description = "The type of the nodes."
  type        = string
  default     = "cache.t4g.medium"
}

variable "replicas" {
  description = "How many replicas: at least one, for a failover."
  type        = number
  default     = 1

  validation {
    condition     = var.replicas >= 1 && var.replicas <= 5
    error_message = "replicas: 1 to 5."
  }
}

variable "user_groups" {
  description = "Ids of user groups of ElastiCache (RBAC): who may do what."
  type        = list(string)
}

variable "kms_key_arn" {
  description = "The key; null for AWS's own."
  type        = string
  default     = null
}

variable "subnets" {
  description = "Ids of the isolated subnets."
  type        = list(string)
}

variable "security_groups" {
  description = "Ids of the security groups."
  type        = list(string)
}

variable "topic" {
  description = "The topic of its notifications, which Nightshift reads (TEST and failovers); null for none."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

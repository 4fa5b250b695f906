variable "name" {
  description = "The identifier of the instance."
  type        = string
}

variable "engine" {
  description = "postgres or mysql, and the version, such as 17.6."
  type        = object({ name = string, version = string })

  validation {
    condition     = contains(["postgres", "mysql"], var.engine.name) && can(regex("^[0-9]+([.][0-9]+)*$", var.engine.version))
    error_message = "engine: postgres or mysql with a version such as 17.6."
  }
}

variable "class" {
  description = "The class of the instance."
  type        = string
}

variable "database" {
  description = "The first database in it."
  type        = string
}

variable "first_storage_gib" {
  description = "The first storage; Nightshift grows it."
  type        = number
  default     = 100

  validation {
    condition     = var.first_storage_gib >= 20
    error_message = "At least 20 GiB."
  }
}

variable "subnet_group" {
  description = "The isolated subnet group, of the module network."
  type        = string
}

variable "security_groups" {
  description = "Ids of the security groups."
  type        = list(string)
}

variable "parameters" {
  description = "Further parameters of the engine."
  type        = map(string)
  default     = {}
}

variable "maintenance_window" {
  description = "When RDS may restart it, in UTC."
  type        = string
  default     = "sun:03:30-sun:04:30"
}

variable "insights" {
  description = "Database Insights: standard or advanced."
  type        = string
  default     = "standard"

  validation {
    condition     = contains(["standard", "advanced"], var.insights)
    error_message = "insights: standard or advanced."
  }
}

variable "manage_password" {
  description = "Whether RDS keeps and rotates the password in Secrets Manager. False where Nightshift rotates it."
  type        = bool
  default     = true
}

variable "first_password" {
  description = "The first password without manage_password: write-only, in no plan and no state."
  type        = string
  default     = ""
  sensitive   = true
  ephemeral   = true
}

variable "replicas" {
  description = "Classes of read replicas, by a name of yours."
  type        = map(string)
  default     = {}
}

variable "proxy" {
  description = "RDS Proxy: its subnets, the secret of its user, and the role that may read it. Null for none."
  type        = object({ subnets = list(string), secret_arn = string, role_arn = string })
  default     = null
}

variable "backup_tag" {
  description = "The tag of what AWS Backup backs up: the output `tag` of the module backup."
  type        = map(string)
  default     = {}
}

variable "log_retention_days" {
  description = "How long its logs are kept."
  type        = number
  default     = 90
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

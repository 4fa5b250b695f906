variable "name" {
  description = "The application's name; its database here is NAME-second."
  type        = string
}

variable "region" {
  description = "The second region."
  type        = string
}

variable "lost" {
  description = "Whether the first region is lost: true promotes the database. There is no way back but a new replica."
  type        = bool
  default     = false
}

variable "database" {
  description = "The database of the first region that is replicated: its ARN, and the class of the replica."
  type        = object({ arn = string, class = string })

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:rds:[a-z0-9-]+:[0-9]{12}:db:.+$", var.database.arn)) && !strcontains(var.database.arn, ":rds:${var.region}:")
    error_message = "database.arn: a database of another region, arn:aws:rds:REGION:ACCOUNT:db:NAME."
  }
}

variable "subnet_group" {
  description = "The isolated subnet group of the second region."
  type        = string
}

variable "security_groups" {
  description = "Ids of the database's security groups."
  type        = list(string)
}

variable "zone" {
  description = "The id of the hosted zone of the domain."
  type        = string
}

variable "domain" {
  description = "The name that users call."
  type        = string
}

variable "balancers" {
  description = "The load balancers of both regions: host name and hosted zone, of the module web's output `balancer`."
  type = object({
    first  = object({ host = string, zone = string })
    second = object({ host = string, zone = string })
  })
}

variable "alarm_topics" {
  description = "ARNs of topics of the second region that learn of the declaration."
  type        = list(string)
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

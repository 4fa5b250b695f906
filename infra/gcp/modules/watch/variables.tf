variable "project" {
  description = "The id of the project."
  type        = string
}

variable "prefix" {
  description = "What the names of the alerts begin with."
  type        = string
}

variable "channels" {
  description = "Notification channels, projects/PROJECT/notificationChannels/ID: Nightshift's (module intake) and those of people."
  type        = list(string)

  validation {
    condition     = length(var.channels) > 0
    error_message = "channels: at least one; nobody would get the alerts."
  }
}

variable "hosts" {
  description = "Hosts that are checked from outside, by a name of yours."
  type        = map(object({ host = string, path = optional(string, "/health") }))
  default     = {}

  validation {
    condition     = alltrue([for host in values(var.hosts) : can(regex("^[a-z0-9.-]+$", host.host)) && startswith(host.path, "/")])
    error_message = "host: a host name such as shop.example.com, not a URL; path: begins with a slash."
  }
}

variable "services" {
  description = "Services of Cloud Run, by a name of yours."
  type        = map(object({ name = string, region = string }))
  default     = {}
}

variable "databases" {
  description = "Instances of Cloud SQL (PostgreSQL), by a name of yours: how many connections they take, and whether they are replicas."
  type        = map(object({ id = string, max_connections = number, replica = optional(bool, false) }))
  default     = {}
}

variable "instances" {
  description = "Numeric ids of machines of Compute Engine, by a name of yours."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for id in values(var.instances) : can(regex("^[0-9]{5,20}$", id))])
    error_message = "A machine is named by its numeric id: the metric has no other."
  }
}

variable "groups" {
  description = "Managed instance groups, by a name of yours, and how many machines each has at least."
  type        = map(object({ name = string, min = number }))
  default     = {}
}

variable "clusters" {
  description = "Names of clusters of GKE, by a name of yours."
  type        = map(string)
  default     = {}
}

variable "limits" {
  description = "From when on it is too much. Shares are between 0 and 1."
  type = object({
    error_share         = optional(number, 0.05)
    p99_ms              = optional(number, 2000)
    cpu_share           = optional(number, 0.9)
    memory_share        = optional(number, 0.9)
    disk_share          = optional(number, 0.85)
    lag_seconds         = optional(number, 60)
    restarts            = optional(number, 5)
    refused_connections = optional(number, 5)
  })
  default = {}

  validation {
    condition     = alltrue([for share in [var.limits.error_share, var.limits.cpu_share, var.limits.memory_share, var.limits.disk_share] : share > 0 && share < 1])
    error_message = "A share is between 0 and 1, not a percentage."
  }
}

variable "answers" {
  description = "What the rules put in: the database whose idle sessions are ended, up to where storage, instances and replicas grow, and the hook that pages."
  type = object({
    database    = optional(string, "postgres")
    storage_gib = optional(number, 500)
    instances   = optional(number, 20)
    replicas    = optional(number, 10)
    hook        = optional(string, "on-call")
  })
  default = {}
}

variable "labels" {
  description = "Labels of every alert; they reach the rules, too."
  type        = map(string)
  default     = {}
}

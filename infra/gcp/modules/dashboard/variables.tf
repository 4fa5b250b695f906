variable "project" {
  description = "The id of the project."
  type        = string
}

variable "name" {
  description = "The name of the dashboard."
  type        = string
}

variable "services" {
  description = "Names of services of Cloud Run."
  type        = list(string)
  default     = []
}

variable "databases" {
  description = "Names of instances of Cloud SQL."
  type        = list(string)
  default     = []
}

variable "clusters" {
  description = "Names of clusters of GKE."
  type        = list(string)
  default     = []
}

variable "own" {
  description = "Charts of metrics of your own: the filter by the title."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for filter in values(var.own) : strcontains(filter, "metric.type=")])
    error_message = "A filter names the metric: metric.type=\"…\"."
  }
}

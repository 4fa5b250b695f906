variable "project" {
  description = "The id of the project."
  type        = string
}

variable "services" {
  description = "The APIs that Nightshift itself calls or is called by. Add those of the resources that it acts on."
  type        = set(string)
  default = [
    "artifactregistry.googleapis.com",
    "binaryauthorization.googleapis.com",
    "cloudscheduler.googleapis.com",
    "cloudtasks.googleapis.com",
    "firestore.googleapis.com",
    "iam.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
  ]

  validation {
    condition     = alltrue([for service in var.services : endswith(service, ".googleapis.com")])
    error_message = "services: each is an API such as run.googleapis.com."
  }
}

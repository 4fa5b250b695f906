variable "project" {
  description = "The id of the project."
  type        = string
}

variable "name" {
  description = "The name of the service and of the load balancer's parts."
  type        = string
}

variable "host" {
  description = "The host name; its DNS record points to the output `address`. The certificate is issued once it does."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$", var.host))
    error_message = "host: a host name such as nightshift.example.com."
  }
}

variable "image" {
  description = "The image of the function, by its digest."
  type        = string

  validation {
    condition     = can(regex("^[^@ ]+@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image: by its digest, REGION-docker.pkg.dev/PROJECT/REPOSITORY/NAME@sha256:…"
  }
}

variable "function" {
  description = "The internal function: the outputs `service` and `environment` of the module function. Both share the account, the ledger and the policy."
  type = object({
    service     = object({ name = string, region = string, url = string, account = string })
    environment = map(string)
  })
}

variable "environment" {
  description = "Further variables: NIGHTSHIFT_INTAKE_TOKEN, NIGHTSHIFT_GITHUB_SECRET, NIGHTSHIFT_APPROVAL_URL and NIGHTSHIFT_APPROVAL_SECRET; secrets by their names."
  type        = map(string)

  validation {
    condition     = length(setintersection(keys(var.environment), ["NIGHTSHIFT_INTAKE_TOKEN", "NIGHTSHIFT_CONSOLE_URL"])) > 0
    error_message = "environment: NIGHTSHIFT_INTAKE_TOKEN is missing (of chats: NIGHTSHIFT_CONSOLE_URL); the function does not start without it."
  }
}

variable "network" {
  description = "The network through which it calls internal services (Direct VPC egress); null if it calls none."
  type        = object({ network = string, subnetwork = string, tags = optional(list(string), []) })
  default     = null
}

variable "max_instances" {
  description = "How many instances run at most: strangers must not cost a fortune."
  type        = number
  default     = 3
}

variable "requests_per_minute" {
  description = "How many requests one address may send in a minute."
  type        = number
  default     = 120
}

variable "attested" {
  description = "Whether Binary Authorization checks the image."
  type        = bool
  default     = false
}

variable "protect" {
  description = "Whether the service is protected from deletion."
  type        = bool
  default     = true
}

variable "labels" {
  description = "Labels of the service and the forwarding rule."
  type        = map(string)
  default     = {}
}

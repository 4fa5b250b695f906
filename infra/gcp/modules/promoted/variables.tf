variable "project" {
  description = "The id of the project."
  type        = string
}

variable "region" {
  description = "The region of the service."
  type        = string
}

variable "name" {
  description = "The name of the service: run:service/NAME in a policy."
  type        = string
}

variable "first_image" {
  description = "The image of the first version, by its digest; promotions change it afterwards."
  type        = string

  validation {
    condition     = can(regex("^[^@ ]+@sha256:[0-9a-f]{64}$", var.first_image))
    error_message = "first_image: by its digest, REGION-docker.pkg.dev/PROJECT/REPOSITORY/NAME@sha256:…"
  }
}

variable "account" {
  description = "The e-mail address of the account by which the service runs."
  type        = string
}

variable "nightshift" {
  description = "Which functions of Nightshift update the service, by a name of yours: their accounts, and their custom role `update` (output `roles` of the module function)."
  type        = map(object({ account = string, role = string }))
  default     = {}
}

variable "settings" {
  description = "Size, scale and probe. Scale is the first value only: Nightshift may raise it."
  type = object({
    cpu           = optional(string, "1")
    memory        = optional(string, "512Mi")
    concurrency   = optional(number, 80)
    timeout       = optional(string, "60s")
    port          = optional(number, 8080)
    health        = optional(string, "/health")
    min_instances = optional(number, 1)
    max_instances = optional(number, 20)
  })
  default = {}
}

variable "environment" {
  description = "Variables of the container."
  type        = map(string)
  default     = {}
}

variable "secrets" {
  description = "Secrets that are files, /run/secrets/NAME/value: the name of each in Secret Manager by a name of yours."
  type        = map(string)
  default     = {}
}

variable "network" {
  description = "The VPC network and the subnet by which private addresses are reached (Cloud SQL, Memorystore); null for none."
  type        = object({ network = string, subnet = string })
  default     = null
}

variable "ingress" {
  description = "Who reaches the service."
  type        = string
  default     = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"

  validation {
    condition     = contains(["INGRESS_TRAFFIC_ALL", "INGRESS_TRAFFIC_INTERNAL_ONLY", "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"], var.ingress)
    error_message = "ingress: INGRESS_TRAFFIC_ALL, INGRESS_TRAFFIC_INTERNAL_ONLY or INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER."
  }
}

variable "protect" {
  description = "Whether the service is protected from deletion."
  type        = bool
  default     = true
}

variable "labels" {
  description = "Labels of the service, such as nightshift = \"on\"."
  type        = map(string)
  default     = {}
}

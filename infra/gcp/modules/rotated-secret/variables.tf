variable "project" {
  description = "The id of the project."
  type        = string
}

variable "name" {
  description = "The secret's id, as the policy and applications use it. NAME-pending is its companion."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,247}$", var.name)) && !endswith(var.name, "-pending")
    error_message = "name: up to 247 letters, digits, dashes and underscores, and not the end -pending, which is the companion's."
  }
}

variable "topic" {
  description = "The topic of the source rotations: `topics` of the module nightshift, projects/PROJECT/topics/TOPIC."
  type        = string

  validation {
    condition     = can(regex("^projects/[^/]+/topics/[^/]+$", var.topic))
    error_message = "topic: projects/PROJECT/topics/TOPIC."
  }
}

variable "locations" {
  description = "The regions in which the secret is kept."
  type        = set(string)

  validation {
    condition     = length(var.locations) > 0
    error_message = "locations: at least one region."
  }
}

variable "rotation_days" {
  description = "After how many days it is rotated, from the first apply on."
  type        = number
  default     = 30

  validation {
    condition     = var.rotation_days >= 1 && var.rotation_days <= 365 && floor(var.rotation_days) == var.rotation_days
    error_message = "rotation_days: 1 to 365."
  }
}

variable "kms_keys" {
  description = "Keys of Cloud KMS by region; Google's own where there is none."
  type        = map(string)
  default     = {}
}

variable "protect" {
  description = "Whether both secrets are protected from deletion."
  type        = bool
  default     = true
}

variable "labels" {
  description = "Labels of both secrets."
  type        = map(string)
  default     = {}
}

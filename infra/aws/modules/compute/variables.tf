variable "name" {
  description = "The name of group and template."
  type        = string
}

variable "first_image" {
  description = "The first machine image; promotions change it."
  type        = string

  validation {
    condition     = can(regex("^ami-[0-9a-f]{8,17}$", var.first_image))
    error_message = "first_image: an id such as ami-0abcd1234ef567890."
  }
}

variable "types" {
  description = "Types of instances, the best first. A mix with spot needs several."
  type        = list(string)
  default     = ["m7g.large", "m6g.large", "c7g.large"]

  validation {
    condition     = length(var.types) > 0
    error_message = "types: at least one."
  }
}

variable "size" {
  description = "How many instances there are at least and at most."
  type        = object({ min = number, max = number })

  validation {
    condition     = var.size.min >= 1 && var.size.max >= var.size.min
    error_message = "size: min is at least 1, and max not below it."
  }
}

variable "spot" {
  description = "How many instances are always on demand, and which share in percent of the others is spot."
  type        = object({ base = optional(number, 1), percent = optional(number, 0) })
  default     = {}

  validation {
    condition     = var.spot.percent >= 0 && var.spot.percent <= 100
    error_message = "spot.percent: 0 to 100."
  }
}

variable "promoted_image" {
  description = "The image of the application by digest, NAME@sha256:…, which the first instances start. Promotions change it: the start script reads the tag nightshift:image of its instance. Null where images are baked into the machine's."
  type        = string
  default     = null

  validation {
    condition     = var.promoted_image == null || can(regex("@sha256:[0-9a-f]{64}$", var.promoted_image))
    error_message = "promoted_image: by digest, NAME@sha256:…."
  }

  validation {
    condition     = var.promoted_image == null || var.spot.percent == 0
    error_message = "promoted_image: a group with spot instances has a mixed instances policy, which promotions refuse. Set spot.percent to 0."
  }
}

variable "traces" {
  description = "Whether the agent takes spans of OpenTelemetry (ports 4317 and 4318 of the instance) for X-Ray; the profile needs AWSXRayDaemonWriteAccess."
  type        = bool
  default     = false
}

variable "scale" {
  description = "The CPU that the group is scaled to; metrics of your own with their value for each instance; predictive scaling: off, forecast or act."
  type = object({
    cpu_percent = optional(number, 60)
    predictive  = optional(string, "forecast")
    own         = optional(map(object({ namespace = string, metric = string, dimensions = optional(map(string), {}), each_instance = number })), {})
  })
  default = {}

  validation {
    condition     = contains(["off", "forecast", "act"], var.scale.predictive) && var.scale.cpu_percent > 0 && var.scale.cpu_percent < 100
    error_message = "scale.predictive: off, forecast or act; cpu_percent between 0 and 100."
  }
}

variable "hours" {
  description = "Other sizes at other hours, by a name of yours: cron, time zone, and the least and the most."
  type        = map(object({ cron = string, time_zone = string, min = number, max = number }))
  default     = {}
}

variable "subnets" {
  description = "Ids of the subnets, in several zones."
  type        = list(string)
}

variable "target_groups" {
  description = "ARNs of the target groups that the instances join."
  type        = list(string)
  default     = []
}

variable "security_groups" {
  description = "Ids of the instances' security groups."
  type        = list(string)
}

variable "instance_profile_arn" {
  description = "ARN of the instance profile: AmazonSSMManagedInstanceCore and CloudWatchAgentServerPolicy are what the agent needs."
  type        = string
}

variable "user_data" {
  description = "The first start script, without secrets: everybody on the instance can read it."
  type        = string
  default     = null
}

variable "disk_gib" {
  description = "The size of the disk."
  type        = number
  default     = 20
}

variable "warm_up_seconds" {
  description = "How long an instance takes until it serves."
  type        = number
  default     = 180
}

variable "tags" {
  description = "Tags of group, template and instances."
  type        = map(string)
  default     = {}
}

variable "prefix" {
  description = "What the names begin with."
  type        = string
}

variable "service" {
  description = "The service as its segments name it (OTEL_SERVICE_NAME)."
  type        = string
}

variable "slow_seconds" {
  description = "From when on a request is slow."
  type        = number
  default     = 2
}

variable "sampled" {
  description = "Which requests are traced: the path, how many each second at least, and which share of the rest. The lowest priority is taken first."
  type = map(object({
    priority    = number
    path        = optional(string, "*")
    service     = optional(string, "*")
    each_second = optional(number, 1)
    share       = optional(number, 0.05)
  }))
  default = {
    health = { priority = 10, path = "/health", each_second = 0, share = 0 }
    rest   = { priority = 1000 }
  }

  validation {
    condition     = alltrue([for rule in values(var.sampled) : rule.share >= 0 && rule.share <= 1 && rule.priority >= 1 && rule.priority <= 9999])
    error_message = "A share is between 0 and 1, a priority between 1 and 9,999."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

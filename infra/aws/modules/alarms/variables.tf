variable "prefix" {
  description = "What the names of the alarms begin with."
  type        = string
}

variable "alarms" {
  description = "The alarms by the last part of their names. Each fires when the metric reaches the threshold in `evaluations` periods (seconds) one after the other. With `percentile` (p99) it compares that; with `whole` the metric's share of another one of the same resource in percent, from `at_least` on."
  type = map(object({
    description = string
    namespace   = string
    metric      = string
    dimensions  = map(string)
    statistic   = optional(string, "Sum")
    percentile  = optional(string)
    whole       = optional(object({ metric = string, at_least = optional(number, 1) }))
    comparison  = optional(string, "GreaterThanOrEqualToThreshold")
    threshold   = optional(number, 1)
    period      = optional(number, 300)
    evaluations = optional(number, 1)
    missing     = optional(string, "notBreaching")
  }))

  validation {
    condition     = alltrue([for alarm in var.alarms : alarm.percentile == null || can(regex("^p[0-9]{1,2}([.][0-9]+)?$", alarm.percentile))])
    error_message = "A percentile is written p99 or p99.9."
  }

  validation {
    condition     = alltrue([for alarm in var.alarms : contains(["notBreaching", "breaching", "ignore", "missing"], alarm.missing)])
    error_message = "Missing data is notBreaching, breaching, ignore or missing."
  }
}

variable "alarm_topics" {
  description = "ARNs of the SNS topics that every alarm is sent to, and its end."
  type        = list(string)
  default     = []
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

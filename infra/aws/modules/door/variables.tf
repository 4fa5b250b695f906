variable "name" {
  description = "The API's name."
  type        = string
}

variable "function" {
  description = "The function behind it: its name and the invoke ARN of its alias `live`."
  type = object({
    name             = string
    alias_invoke_arn = string
  })
}

variable "routes" {
  description = "The methods and paths that lead to the function."
  type        = list(string)
  default     = ["POST /signals", "GET /approve", "POST /approve", "GET /healthz"]
}

variable "requests_per_second" {
  description = "More requests a second are refused; twice as many in a burst."
  type        = number
  default     = 10

  validation {
    condition     = var.requests_per_second >= 1 && var.requests_per_second <= 1000
    error_message = "Allow 1 to 1,000 requests a second."
  }
}

variable "log_retention_days" {
  description = "How long the access log is kept."
  type        = number
  default     = 90
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

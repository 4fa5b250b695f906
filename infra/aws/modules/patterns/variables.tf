variable "on_request" {
  description = "Frequent groups of events that the policy uses: api-calls (CloudTrail), objects (S3, with scans of them), items (Config), tasks (ECS), parameters (Systems Manager), invocations (Lambda destinations)."
  type        = set(string)
  default     = []

  validation {
    condition     = length(setsubtract(var.on_request, ["api-calls", "objects", "items", "tasks", "parameters", "invocations"])) == 0
    error_message = "Known are api-calls, objects, items, tasks, parameters and invocations."
  }
}

variable "without" {
  description = "Groups of events that are left out."
  type        = set(string)
  default     = []

  validation {
    condition = length(setsubtract(var.without, [
      "alarms", "backups", "compliance", "cost", "databases", "deliveries", "findings", "health", "instances", "jobs", "keys",
      "operations", "scaling", "services",
    ])) == 0
    error_message = "Known are alarms, backups, compliance, cost, databases, deliveries, findings, health, instances, jobs, keys, operations, scaling and services."
  }
}

variable "name" {
  description = "What the names begin with."
  type        = string
}

variable "account" {
  description = "The account's number."
  type        = string
}

variable "region" {
  description = "The region of the bucket. Costs themselves are in us-east-1."
  type        = string
}

variable "budgets" {
  description = "Monthly budgets in US dollars by a name of yours, of everything or of what has a tag (name=value)."
  type        = map(object({ usd = number, tag = optional(string) }))

  validation {
    condition     = length(var.budgets) > 0 && alltrue([for budget in values(var.budgets) : budget.usd > 0 && (budget.tag == null || can(regex("^[^=]+=[^=]+$", budget.tag)))])
    error_message = "At least one budget above 0; a tag is written name=value."
  }
}

variable "watched_shares" {
  description = "Of what the account has bought: reservations-used, reservations-cover, savings-plans-used, savings-plans-cover. A budget on what is not bought fails."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for name in var.watched_shares : contains(["reservations-used", "reservations-cover", "savings-plans-used", "savings-plans-cover"], name)])
    error_message = "watched_shares: reservations-used, reservations-cover, savings-plans-used, savings-plans-cover."
  }
}

variable "least" {
  description = "Below these shares somebody is told."
  type        = object({ used_percent = optional(number, 90), covered_percent = optional(number, 70) })
  default     = {}
}

variable "monitor_arn" {
  description = "ARN of the account's monitor by service, if it has one: there is only one. Null to make it."
  type        = string
  default     = null
}

variable "least_anomaly_usd" {
  description = "Anomalies below this are not sent."
  type        = number
  default     = 20
}

variable "allocation_tags" {
  description = "Tags that costs are allocated by."
  type        = set(string)
  default     = []
}

variable "columns" {
  description = "Columns of FOCUS that are exported."
  type        = list(string)
  default = ["BilledCost", "BillingAccountId", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass",
    "ChargeDescription", "ChargePeriodEnd", "ChargePeriodStart", "ConsumedQuantity", "ConsumedUnit", "ContractedCost", "EffectiveCost", "ListCost",
  "PricingCategory", "PricingQuantity", "PricingUnit", "RegionId", "ResourceId", "ResourceType", "ServiceCategory", "ServiceName", "SkuId", "SubAccountId", "Tags"]
}

variable "organization" {
  description = "Whether accounts of the organization are enrolled, too: in its management account."
  type        = bool
  default     = false
}

variable "nightshift_queue" {
  description = "The ARN of Nightshift's queue; null for none."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

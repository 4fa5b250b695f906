variable "account" {
  description = "The account, 12 digits."
  type        = string
}

variable "region" {
  description = "The region of the buckets."
  type        = string
}

variable "subjects" {
  description = "The subjects of the pipelines' tokens that plan and that apply, see the module pipeline; null without pipelines."
  type        = object({ plan = set(string), apply = set(string) })
  default     = null
}

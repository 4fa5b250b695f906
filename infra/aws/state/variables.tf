variable "account" {
  description = "The account, 12 digits."
  type        = string
}

variable "region" {
  description = "The region of the bucket."
  type        = string
}

variable "role" {
  description = "The role's name; its policies are ROLE-0, ROLE-1 and so on."
  type        = string
}

variable "document" {
  description = "The permissions: the document of `nightshift iam --cloud aws --json`, however long."
  type        = string

  validation {
    condition     = can(jsondecode(var.document).Statement[*])
    error_message = "Expected an IAM policy document as JSON; see `nightshift iam --cloud aws --json`."
  }
  validation {
    condition     = alltrue([for statement in try(jsondecode(var.document).Statement, []) : length(jsonencode(statement)) <= 5000])
    error_message = "A statement of more than 5,000 characters fits into no policy: give it fewer resources."
  }
}

variable "tags" {
  description = "Tags of every policy."
  type        = map(string)
  default     = {}
}

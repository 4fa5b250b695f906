variable "name" {
  description = "The function's name; its role and its log group have it too."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.name))
    error_message = "A function's name has 1 to 64 letters, digits, '_' or '-'."
  }
}

variable "description" {
  description = "What the function does, in a sentence."
  type        = string
  default     = ""
}

variable "handler" {
  description = "The class that Lambda calls, such as io.nightshift.remediation.aws.RemediationHandler. An image names its own."
  type        = string
}

variable "package" {
  description = "The code: a zip file on this machine, an object of S3, or an image of ECR by its digest."
  type = object({
    file  = optional(string)
    s3    = optional(object({ bucket = string, key = string, version = optional(string) }))
    image = optional(string)
  })

  validation {
    condition     = length([for source in [var.package.file, var.package.image] : source if source != null]) + (var.package.s3 == null ? 0 : 1) == 1
    error_message = "Set exactly one of file, s3 and image."
  }
  validation {
    condition     = var.package.image == null ? true : can(regex("@sha256:[0-9a-f]{64}$", var.package.image))
    error_message = "Name the image by its digest, ...@sha256:..., so that what was tested is what runs."
  }
}

variable "runtime" {
  description = "Lambda's runtime of a zip."
  type        = string
  default     = "java25"
}

variable "memory" {
  description = "Memory in MB; the share of CPU grows with it."
  type        = number
  default     = 1024
}

variable "timeout" {
  description = "Seconds. More than 110 would outlive a lease of the ledger, less than 30 ends calls of AWS too early."
  type        = number
  default     = 60

  validation {
    condition     = var.timeout >= 30 && var.timeout <= 110
    error_message = "The timeout is 30 to 110 seconds: a call to AWS may take 20, and a lease ends after 120."
  }
}

variable "reserved_concurrency" {
  description = "How many invocations run at once; what comes meanwhile waits in the queue."
  type        = number
  default     = 5

  validation {
    condition     = var.reserved_concurrency >= 2 && var.reserved_concurrency <= 1000
    error_message = "Reserve 2 to 1000: a queue's trigger has no other limit."
  }
}

variable "environment" {
  description = "The function's variables. A secret is named by its ARN, never by its value: values are part of a SnapStart snapshot."
  type        = map(string)
}

variable "policy" {
  description = "The permissions of the function's own calls: the document of `nightshift iam --cloud aws --json`, however long."
  type        = string

  validation {
    condition     = can(jsondecode(var.policy).Statement)
    error_message = "Expected an IAM policy document as JSON; see `nightshift iam --cloud aws --json`."
  }
}

variable "permissions_boundary" {
  description = "ARN of the permissions boundary that the account requires of roles."
  type        = string
  default     = null
}

variable "dead_letters_arn" {
  description = "ARN of the queue for events that the function could not handle in three attempts."
  type        = string
}

variable "vpc" {
  description = "The subnets and security groups from which the function reaches what is in a VPC; they need a way to AWS's endpoints."
  type        = object({ subnets = list(string), security_groups = list(string) })
  default     = null
}

variable "queues" {
  description = "ARNs of the queues that trigger the function, by a name of your choice."
  type        = map(string)
  default     = {}
}

variable "key_arns" {
  description = "ARNs of the KMS keys of what the function reads and writes: the ledger's, and those of secrets."
  type        = list(string)
  default     = []
}

variable "log_retention_days" {
  description = "How long logs are kept. The ledger, not the log, is the audit trail."
  type        = number
  default     = 90
}

variable "log_key_arn" {
  description = "ARN of a KMS key for the log, whose policy lets logs.REGION.amazonaws.com use it; CloudWatch's own key if not set."
  type        = string
  default     = null
}

variable "tracing" {
  description = "X-Ray: Active samples invocations, PassThrough follows the caller."
  type        = string
  default     = "Active"

  validation {
    condition     = contains(["Active", "PassThrough"], var.tracing)
    error_message = "Tracing is Active or PassThrough."
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

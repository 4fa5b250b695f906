variable "name" {
  description = "What the names begin with."
  type        = string
}

variable "account" {
  description = "The account's number."
  type        = string
}

variable "region" {
  description = "The region."
  type        = string
}

variable "vpcs" {
  description = "Ids of VPCs whose traffic is logged, by a name of yours."
  type        = map(string)
  default     = {}
}

variable "flow_traffic" {
  description = "Which traffic is logged: ALL, ACCEPT or REJECT."
  type        = string
  default     = "ALL"

  validation {
    condition     = contains(["ALL", "ACCEPT", "REJECT"], var.flow_traffic)
    error_message = "flow_traffic: ALL, ACCEPT or REJECT."
  }
}

variable "global" {
  description = "Whether Config records global types (IAM) here; in one region of the account."
  type        = bool
  default     = true
}

variable "rules" {
  description = "Managed rules of Config by a name of yours."
  type        = map(string)
  default = {
    root-key           = "IAM_ROOT_ACCESS_KEY_CHECK"
    public-buckets     = "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED"
    open-ssh           = "INCOMING_SSH_DISABLED"
    public-databases   = "RDS_INSTANCE_PUBLIC_ACCESS_CHECK"
    encrypted-volumes  = "ENCRYPTED_VOLUMES"
    protected-database = "RDS_INSTANCE_DELETION_PROTECTION_ENABLED"
    imdsv2             = "EC2_IMDSV2_CHECK"
    trail              = "CLOUD_TRAIL_ENABLED"
  }

  validation {
    condition     = alltrue([for identifier in values(var.rules) : can(regex("^[A-Z0-9_]+$", identifier))])
    error_message = "A managed rule is named by its identifier, such as EC2_IMDSV2_CHECK."
  }
}

variable "locked_days" {
  description = "For how many days nobody deletes a log."
  type        = number
  default     = 90
}

variable "kept_days" {
  description = "For how many days logs are kept."
  type        = number
  default     = 400

  validation {
    condition     = var.kept_days > var.locked_days && var.kept_days > 90
    error_message = "Logs are kept for longer than they are locked, and for longer than 90 days, when they move to Glacier."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
}

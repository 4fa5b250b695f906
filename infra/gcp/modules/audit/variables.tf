variable "project" {
  description = "The id of the project."
  type        = string
}

variable "location" {
  description = "Where the log bucket is: a region, eu, us or global. It cannot be changed later."
  type        = string
}

variable "name" {
  description = "The name of the log bucket, and what the sink's name begins with."
  type        = string
  default     = "nightshift"
}

variable "functions" {
  description = "The names of the Cloud Run services whose log is kept."
  type        = set(string)
}

variable "services" {
  description = "Which audit logs are on, by API: ADMIN_READ, DATA_READ, DATA_WRITE. This replaces the project's own setting for these APIs."
  type        = map(set(string))
  default = {
    "iam.googleapis.com"           = ["ADMIN_READ", "DATA_READ"]
    "secretmanager.googleapis.com" = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"]
  }

  validation {
    condition     = length(var.services) > 0 && alltrue([for types in values(var.services) : length(types) > 0 && length(setsubtract(types, ["ADMIN_READ", "DATA_READ", "DATA_WRITE"])) == 0])
    error_message = "services: for each API at least one of ADMIN_READ, DATA_READ, DATA_WRITE."
  }
}

variable "exempted" {
  description = "Members whose reads and writes of data are not logged. The ledger's own reads cost more than they tell, if datastore.googleapis.com is on."
  type        = set(string)
  default     = []
}

variable "retention_days" {
  description = "How many days the log is kept."
  type        = number
  default     = 400

  validation {
    condition     = var.retention_days >= 30 && var.retention_days <= 3650
    error_message = "retention_days: 30 to 3650."
  }
}

variable "locked" {
  description = "Whether the retention is locked. It cannot be unlocked, and the project cannot be deleted before the time has passed."
  type        = bool
  default     = false
}

variable "kms_key" {
  description = "A key of Cloud KMS for the log bucket; Google's own if null. Logging's account for keys needs cryptoKeyEncrypterDecrypter on it."
  type        = string
  default     = null
}

variable "project" {
  description = "The id of the project."
  type        = string
}

variable "location" {
  description = "Where the database is, such as europe-west1 or eur3. It cannot be changed later."
  type        = string
}

variable "database" {
  description = "The id of the database (NIGHTSHIFT_FIRESTORE_DATABASE)."
  type        = string
  default     = "nightshift"

  validation {
    condition     = can(regex("^(\\(default\\)|[a-z][a-z0-9-]{2,61}[a-z0-9])$", var.database))
    error_message = "database: 4 to 63 lower-case letters, digits and dashes, or (default)."
  }
}

variable "prefixes" {
  description = "What the names of each function's collections begin with (NIGHTSHIFT_FIRESTORE_PREFIX): one for each function."
  type        = set(string)
  default     = ["nightshift-"]

  validation {
    condition     = length(var.prefixes) > 0 && alltrue([for prefix in var.prefixes : can(regex("^[A-Za-z][A-Za-z0-9-]{0,99}$", prefix))])
    error_message = "prefixes: at least one, of letters, digits and dashes."
  }
}

variable "protect" {
  description = "Whether the database is protected from deletion. Turn it off only to remove Nightshift with its audit trail."
  type        = bool
  default     = true
}

variable "backup_days" {
  description = "How many days daily backups are kept, at most 98; 0 for none."
  type        = number
  default     = 14

  validation {
    condition     = var.backup_days >= 0 && var.backup_days <= 98
    error_message = "backup_days: 0 to 98; Firestore keeps a backup for 14 weeks at most."
  }
}

variable "kms_key" {
  description = "A key of Cloud KMS in the database's location; Google's own key if null. Firestore's agent needs cryptoKeyEncrypterDecrypter on it."
  type        = string
  default     = null
}

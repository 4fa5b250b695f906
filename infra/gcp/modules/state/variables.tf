variable "project" {
  description = "The id of the project that keeps the state."
  type        = string
}

variable "name" {
  description = "The name of the bucket, unique in the world."
  type        = string
}

variable "location" {
  description = "Where the bucket is, such as EU."
  type        = string
}

variable "writers" {
  description = "Who plans and applies, by a name of yours: members of the pipeline and of the operators. Everybody who reads a state reads what is in it."
  type        = map(string)
  default     = {}
}

variable "kms_key" {
  description = "A key of Cloud KMS; Google's own if null. The storage agent needs cryptoKeyEncrypterDecrypter on it."
  type        = string
  default     = null
}

variable "labels" {
  description = "Labels of the bucket."
  type        = map(string)
  default     = {}
}

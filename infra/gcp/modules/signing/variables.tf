variable "project" {
  description = "The id of the project. The policy is its only one, and holds for all its services that ask for Binary Authorization."
  type        = string
}

variable "name" {
  description = "The name of the attestor and its note."
  type        = string
  default     = "nightshift"
}

variable "keys" {
  description = "The public keys (PEM, ECDSA P-256) by their ids, such as //cloudkms.googleapis.com/v1/projects/…/cryptoKeyVersions/1. Add the next one before you change the key."
  type        = map(string)

  validation {
    condition     = length(var.keys) > 0 && alltrue([for pem in values(var.keys) : strcontains(pem, "BEGIN PUBLIC KEY")])
    error_message = "keys: at least one public key in PEM form (BEGIN PUBLIC KEY); never a private one."
  }
}

variable "enforced" {
  description = "Whether an image without an attestation is refused. If not, it is only logged: begin so where the project has other services."
  type        = bool
  default     = false
}

variable "other_images" {
  description = "Patterns of images that need no attestation, such as europe-docker.pkg.dev/PROJECT/others/*."
  type        = set(string)
  default     = []
}

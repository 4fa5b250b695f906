variable "project" {
  description = "The project that keeps states and images: its id and number."
  type        = object({ id = string, number = string })
}

variable "region" {
  description = "The region of the registry."
  type        = string
}

variable "state_bucket" {
  description = "The name of the bucket of Terraform's states, unique in the world."
  type        = string
}

variable "state_location" {
  description = "Where that bucket is."
  type        = string
  default     = "EU"
}

variable "repository" {
  description = "The repository whose pipelines plan and apply, OWNER/NAME."
  type        = string
}

variable "subjects" {
  description = "The subjects of the tokens that plan and that apply, see the module pipeline."
  type        = object({ plan = set(string), apply = set(string) })
}

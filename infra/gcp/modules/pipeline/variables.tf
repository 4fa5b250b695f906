variable "project" {
  description = "The id of the project."
  type        = string
}

variable "project_number" {
  description = "The number of the project."
  type        = string
}

variable "name" {
  description = "The id of the pool, and what the accounts' names begin with."
  type        = string
  default     = "nightshift-pipeline"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,22}[a-z0-9]$", var.name))
    error_message = "name: 4 to 24 lower-case letters, digits and dashes; the accounts add -plan and -apply."
  }
}

variable "repository" {
  description = "The only repository whose tokens count: OWNER/NAME on GitHub, GROUP/PROJECT on GitLab."
  type        = string

  validation {
    condition     = can(regex("^[\\w.-]+(/[\\w.-]+)+$", var.repository))
    error_message = "repository: OWNER/NAME."
  }
}

variable "issuer" {
  description = "Who issues the tokens."
  type        = string
  default     = "https://token.actions.githubusercontent.com"
}

variable "claim" {
  description = "In which claim the repository is: repository (GitHub) or project_path (GitLab)."
  type        = string
  default     = "repository"
}

variable "subjects" {
  description = "The subjects of the tokens that plan and that apply, such as repo:OWNER/NAME:pull_request and repo:OWNER/NAME:environment:google-prod."
  type        = object({ plan = set(string), apply = set(string) })

  validation {
    condition     = length(var.subjects.apply) > 0 && length(setintersection(var.subjects.apply, [for subject in var.subjects.apply : subject if endswith(subject, ":pull_request")])) == 0
    error_message = "subjects.apply: at least one, and never a pull request: everybody who may open one would apply."
  }
}

variable "plan_roles" {
  description = "What a plan needs: it reads."
  type        = set(string)
  default     = ["roles/viewer", "roles/iam.securityReviewer"]
}

variable "apply_roles" {
  description = "What an apply needs in this project. It makes roles and accounts: whoever applies rules the project."
  type        = set(string)
  default = [
    "roles/binaryauthorization.policyEditor",
    "roles/cloudscheduler.admin",
    "roles/cloudtasks.admin",
    "roles/compute.admin",
    "roles/datastore.owner",
    "roles/iam.roleAdmin",
    "roles/iam.serviceAccountAdmin",
    "roles/iam.serviceAccountUser",
    "roles/logging.admin",
    "roles/monitoring.admin",
    "roles/pubsub.admin",
    "roles/resourcemanager.projectIamAdmin",
    "roles/run.admin",
    "roles/secretmanager.admin",
    "roles/serviceusage.serviceUsageAdmin",
  ]
}

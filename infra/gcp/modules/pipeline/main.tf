# How a pipeline plans and applies without a key: its OIDC token, of one repository, stands for one of two accounts.
# Plans run on every branch and only read. Applies run on the main branch, by the environment that somebody approves.
locals {
  accounts = {
    plan  = { title = "plans", roles = var.plan_roles }
    apply = { title = "applies", roles = var.apply_roles }
  }

  # What the token's subject is: of GitHub Actions a pull request, or a job of an environment; of GitLab a branch.
  subjects = {
    plan  = var.subjects.plan
    apply = var.subjects.apply
  }

  pairs = merge([for account, its in local.accounts : { for role in its.roles : "${account} ${role}" => { account = account, role = role } }]...)
}

resource "google_iam_workload_identity_pool" "this" {
  project                   = var.project
  workload_identity_pool_id = var.name
  display_name              = "Pipelines of Nightshift"
}

resource "google_iam_workload_identity_pool_provider" "this" {
  project                            = var.project
  workload_identity_pool_id          = google_iam_workload_identity_pool.this.workload_identity_pool_id
  workload_identity_pool_provider_id = "oidc"

  attribute_mapping = {
    "google.subject"       = "assertion.sub"
    "attribute.repository" = "assertion.${var.claim}"
  }

  # Without a condition the tokens of every repository in the world would do.
  attribute_condition = "assertion.${var.claim} == \"${var.repository}\""

  oidc {
    issuer_uri = var.issuer
  }
}

resource "google_service_account" "this" {
  for_each = local.accounts

  project      = var.project
  account_id   = "${var.name}-${each.key}"
  display_name = "Nightshift's pipeline ${each.value.title}"
}

resource "google_service_account_iam_member" "token" {
  for_each = merge([for account, subjects in local.subjects : { for subject in subjects : "${account} ${subject}" => { account = account, subject = subject } }]...)

  service_account_id = google_service_account.this[each.value.account].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principal://iam.googleapis.com/projects/${var.project_number}/locations/global/workloadIdentityPools/${google_iam_workload_identity_pool.this.workload_identity_pool_id}/subject/${each.value.subject}"
}

resource "google_project_iam_member" "role" {
  for_each = local.pairs

  project = var.project
  role    = each.value.role
  member  = "serviceAccount:${google_service_account.this[each.value.account].email}"
}

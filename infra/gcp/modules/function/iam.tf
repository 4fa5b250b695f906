# The custom roles of `nightshift iam --cloud gcp --json`, as they are. Bound here are those of a whole project; the others are
# bound by the module of the resource (timers, intake, secrets), by the roles in the output.
locals {
  # By names, which are known while planning; the references keep the order.
  email   = "${google_service_account.this.account_id}@${var.project.id}.iam.gserviceaccount.com"
  account = "serviceAccount:${local.email}"
  roles   = { for name, role in google_project_iam_custom_role.own : name => "projects/${var.project.id}/roles/${role.role_id}" }

  # By title without "Nightshift: ". The roles of several secrets are the same.
  grants  = { for grant in var.grants : replace(trimprefix(grant.role.title, "Nightshift: "), " ", "_") => grant... }
  own     = ["ledger", "timers", "wake", "dead_letters", "secret", "update", "orders"]
  on      = "^projects/([^/ ]+)( and each further project)?$"
  targets = setunion([var.project.id], var.more_projects)

  # What the policy's actions need, for each project: on "PROJECT and each further project" for all.
  actions = merge([for name, grants in local.grants : merge([for grant in grants : {
    for project in(endswith(grant.on, " and each further project") ? local.targets : [one(slice(regex(local.on, grant.on), 0, 1))]) :
    "${name} ${project}" => { name = name, project = project, permissions = grant.role.includedPermissions, condition = grant.condition == null ? "" : grant.condition }
  } if can(regex(local.on, grant.on))]...) if !contains(local.own, name)]...)

  # Exports of costs: tables of BigQuery, PROJECT.DATASET.TABLE, and buckets that are read whole.
  tables = { for grant in var.grants : trimprefix(grant.on, "the table ") => grant.role.includedPermissions if startswith(grant.on, "the table ") }
  buckets = toset([for grant in var.grants : trimprefix(grant.on, "gs://")
  if startswith(grant.on, "gs://") && grant.role.includedPermissions == toset(["storage.objects.get", "storage.objects.list"])])

  # Attestors and their notes: a role on each is bound by who owns them.
  elsewhere = flatten([for name, grants in local.grants : [
    for grant in grants : { on = grant.on, permissions = grant.role.includedPermissions }
    if !can(regex(local.on, grant.on)) && !contains(keys(local.tables), trimprefix(grant.on, "the table ")) && !contains(local.buckets, trimprefix(grant.on, "gs://"))
  ] if !contains(local.own, name)])

  role_id = replace(var.name, "-", "_")
}

resource "google_project_iam_custom_role" "own" {
  for_each = { for name, grants in local.grants : name => grants[0].role if contains(local.own, name) }

  project     = var.project.id
  role_id     = "${local.role_id}_${each.key}"
  title       = each.value.title
  description = "The least that ${var.name} needs; written by nightshift iam."
  stage       = each.value.stage
  permissions = each.value.includedPermissions
}

resource "google_project_iam_custom_role" "actions" {
  for_each = local.actions

  project     = each.value.project
  role_id     = "${local.role_id}_${replace(each.value.name, "-", "_")}"
  title       = "Nightshift: ${each.value.name}"
  description = "What the actions of the policy of ${var.name} need; written by nightshift iam."
  stage       = "GA"
  permissions = each.value.permissions
}

resource "google_project_iam_member" "actions" {
  for_each = local.actions

  project = each.value.project
  role    = "projects/${each.value.project}/roles/${google_project_iam_custom_role.actions[each.key].role_id}"
  member  = local.account

  # What restores backups may change only what has the name of a restore.
  dynamic "condition" {
    for_each = each.value.condition == "" ? [] : [each.value.condition]
    content {
      title      = "Nightshift: ${each.value.name}"
      expression = condition.value
    }
  }
}

# Firestore has rights for whole databases: the condition names the one of the ledger.
resource "google_project_iam_member" "ledger" {
  project = var.project.id
  role    = local.roles["ledger"]
  member  = local.account

  condition {
    title      = "the ledger of Nightshift"
    expression = "resource.name == \"projects/${var.project.id}/databases/${var.ledger.database}\""
  }
}

# Whoever updates a Cloud Run service acts as its account; each account is named.
resource "google_service_account_iam_member" "update" {
  for_each = contains(keys(local.grants), "update") ? var.acts_as : []

  service_account_id = each.key
  role               = local.roles["update"]
  member             = local.account
}

# A custom role is valid in one project: each project with a table has its own.
resource "google_project_iam_custom_role" "tables" {
  for_each = { for project in distinct([for table in keys(local.tables) : split(".", table)[0]]) : project =>
  setunion([for table, permissions in local.tables : permissions if split(".", table)[0] == project]...) }

  project     = each.key
  role_id     = "${local.role_id}_billing_export"
  title       = "Nightshift: billing export"
  description = "What ${var.name} needs of a billing export; written by nightshift iam."
  stage       = "GA"
  permissions = each.value
}

resource "google_bigquery_table_iam_member" "tables" {
  for_each = local.tables

  project    = split(".", each.key)[0]
  dataset_id = split(".", each.key)[1]
  table_id   = split(".", each.key)[2]
  role       = "projects/${split(".", each.key)[0]}/roles/${google_project_iam_custom_role.tables[split(".", each.key)[0]].role_id}"
  member     = local.account
}

# The project of a bucket is not known, so the role is a predefined one: objects are read and listed.
resource "google_storage_bucket_iam_member" "buckets" {
  for_each = local.buckets

  bucket = each.key
  role   = "roles/storage.objectViewer"
  member = local.account
}

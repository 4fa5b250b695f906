resource "google_project_iam_audit_config" "this" {
  project = var.project
  service = "allServices"

  dynamic "audit_log_config" {
    for_each = toset(["ADMIN_READ", "DATA_READ", "DATA_WRITE"])
    content {
      log_type         = audit_log_config.value
      exempted_members = audit_log_config.value == "ADMIN_READ" ? [] : var.exempted
    }
  }
}

locals {
  inside = ["projects/${var.number}"]
}

resource "google_access_context_manager_service_perimeter" "this" {
  count = var.perimeter == null ? 0 : 1

  parent         = "accessPolicies/${var.perimeter.policy}"
  name           = "accessPolicies/${var.perimeter.policy}/servicePerimeters/${var.perimeter.name}"
  title          = var.perimeter.name
  perimeter_type = "PERIMETER_TYPE_REGULAR"

  # What would be denied is logged; nothing is.
  use_explicit_dry_run_spec = true

  spec {
    resources           = local.inside
    restricted_services = var.perimeter.services
    access_levels       = var.perimeter.access_levels

    vpc_accessible_services {
      enable_restriction = true
      allowed_services   = ["RESTRICTED-SERVICES"]
    }
  }

  dynamic "status" {
    for_each = var.perimeter.enforced ? [1] : []
    content {
      resources           = local.inside
      restricted_services = var.perimeter.services
      access_levels       = var.perimeter.access_levels

      vpc_accessible_services {
        enable_restriction = true
        allowed_services   = ["RESTRICTED-SERVICES"]
      }
    }
  }
}

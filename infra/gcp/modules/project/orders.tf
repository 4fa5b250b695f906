# The function of chats orders the others: their services, and no more.
locals {
  orders = merge([for name, function in var.functions : { for ordered in function.orders : "${name} ${ordered}" => { by = name, to = ordered } }]...)
}

resource "google_cloud_run_v2_service_iam_member" "orders" {
  for_each = local.orders

  project  = var.project.id
  location = var.region
  name     = module.function[each.value.to].service.name
  role     = module.function[each.value.by].roles["orders"]
  member   = "serviceAccount:${module.function[each.value.by].service.account}"
}

locals {
  # Both modules write a policy; an installation has one, so their rules are put one below the other.
  rules = join("\n", [for policy in [module.watch.policy, module.objectives.policy] : join("\n", slice(split("\n", trimspace(policy)), index(split("\n", trimspace(policy)), "rules:") + 1, length(split("\n", trimspace(policy)))))])
}

output "policy" {
  description = "The rules that answer the alerts, as a policy."
  value       = "version: 1\nrules:\n${local.rules}\n"
}

output "rules" {
  description = "The rules that answer the alerts, to append to nightshift.yaml."
  value       = local.rules
}

output "second_region" {
  description = "What the second region needs, for terraform.tfvars of infra/gcp/environments/dr."
  value       = { network = module.network.network, subnets = module.network.subnets, account = google_service_account.shop.email, database = module.database.name }
}

output "address" {
  description = "The address to which the domain's record points."
  value       = module.edge.address
}

locals {
  # Both modules write a policy; an installation has one, so their rules are put one below the other.
  rules = join("\n", [for policy in [module.watch.policy, module.objectives.policy] : join("\n", slice(split("\n", trimspace(policy)), index(split("\n", trimspace(policy)), "rules:") + 1, length(split("\n", trimspace(policy)))))])
}

output "policy" {
  description = "The rules that answer the alarms, as a policy."
  value       = "version: 1\nrules:\n${local.rules}\n"
}

output "rules" {
  description = "The rules that answer the alarms, to append to nightshift.yaml."
  value       = local.rules
}

output "restore" {
  description = "`restore` of the policy's backup."
  value       = module.restores.restore
}

output "second_region" {
  description = "What the second region needs, for terraform.tfvars of infra/aws/environments/dr."
  value       = { database = module.database.arn, balancer = module.web.balancer, image = var.image }
}

output "ip_set" {
  description = "The IP set that Nightshift fills."
  value       = module.waf.ip_set
}

output "validation" {
  description = "The records that validate the certificate."
  value       = module.web.validation
}

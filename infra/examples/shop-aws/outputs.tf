output "rules" {
  description = "The rules that answer the alarms, to append to nightshift.yaml."
  value       = "${trimprefix(module.watch.policy, "version: 1\nrules:\n")}\n${join("\n", slice(split("\n", module.objectives.policy), index(split("\n", module.objectives.policy), "rules:") + 1, length(split("\n", module.objectives.policy))))}"
}

output "ip_set" {
  description = "The IP set that Nightshift fills."
  value       = module.waf.ip_set
}

output "validation" {
  description = "The records that validate the certificate."
  value       = module.edge.validation
}

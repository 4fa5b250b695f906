output "rules" {
  description = "The rules that answer the alerts, to append to nightshift.yaml."
  value       = "${trimprefix(module.watch.policy, "version: 1\nrules:\n")}\n${join("\n", slice(split("\n", module.objectives.policy), index(split("\n", module.objectives.policy), "rules:") + 1, length(split("\n", module.objectives.policy))))}"
}

output "address" {
  description = "The address to which the domain's record points."
  value       = module.edge.address
}

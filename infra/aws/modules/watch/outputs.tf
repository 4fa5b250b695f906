output "alarms" {
  description = "The alarms' ARNs by the last part of their names."
  value       = module.alarms.arns
}

output "policy" {
  description = "The rules that answer these alarms, as a policy of Nightshift."
  value       = join("\n", concat(["version: 1", "rules:"], flatten([for text in values(local.policy) : slice(split("\n", trimspace(text)), index(split("\n", trimspace(text)), "rules:") + 1, length(split("\n", trimspace(text))))])))
}

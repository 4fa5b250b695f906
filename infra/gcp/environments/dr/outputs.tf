output "database" {
  description = "The database here: a replica until the first region is lost."
  value       = { name = module.recovery.replica, address = module.recovery.address }
}

output "policy" {
  description = "The rules that answer the alerts of this region."
  value       = module.watch.policy
}

output "service" {
  description = "The target of a promotion here."
  value       = module.service.target
}

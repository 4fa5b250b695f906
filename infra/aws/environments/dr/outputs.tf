output "declare" {
  description = "The command that sends users to this region; with --value 0 it sends them back."
  value       = module.standby.declare
}

output "database" {
  description = "The database here: a replica until the first region is lost."
  value       = module.standby.database
}

output "policy" {
  description = "The rules that answer the alarms of this region."
  value       = module.watch.policy
}

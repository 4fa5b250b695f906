output "group" {
  description = "The schedule group, for NIGHTSHIFT_SCHEDULE_GROUP."
  value       = aws_scheduler_schedule_group.this.name
}

output "role_arn" {
  description = "The role, for NIGHTSHIFT_SCHEDULER_ROLE_ARN."
  value       = aws_iam_role.this.arn
}

output "alarms" {
  description = "Names of the alarms."
  value       = module.alarms.names
}

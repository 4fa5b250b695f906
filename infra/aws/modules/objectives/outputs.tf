output "alarms" {
  description = "The names of the alarms that tell somebody."
  value       = sort([for alarm in aws_cloudwatch_composite_alarm.burn : alarm.alarm_name])
}

output "policy" {
  description = "The rules that answer these alarms, as a policy of Nightshift."
  value       = templatefile("${path.module}/rules/burns.yaml", var.answers)
}

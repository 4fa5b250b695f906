output "group" {
  description = "The group's name and minimum, for the module watch."
  value       = { name = aws_autoscaling_group.this.name, min = var.size.min }
}

output "bus_arn" {
  description = "The bus, for the module member."
  value       = var.bus_arn
  depends_on  = [aws_cloudwatch_event_bus_policy.this]
}

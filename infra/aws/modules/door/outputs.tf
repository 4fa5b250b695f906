output "url" {
  description = "The API's URL, for senders and as NIGHTSHIFT_APPROVAL_URL."
  value       = aws_apigatewayv2_api.this.api_endpoint
}

output "alarms" {
  description = "Names of the alarms."
  value       = module.alarms.names
}

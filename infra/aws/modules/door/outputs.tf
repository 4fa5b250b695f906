output "url" {
  description = "The API's URL, for senders and as NIGHTSHIFT_APPROVAL_URL."
  value       = aws_apigatewayv2_api.this.api_endpoint
  depends_on  = [aws_lambda_permission.this]
}

output "alarms" {
  description = "Names of the alarms."
  value       = module.alarms.names
}

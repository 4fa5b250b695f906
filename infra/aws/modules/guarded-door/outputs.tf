output "url" {
  description = "The API's URL, for senders and as NIGHTSHIFT_APPROVAL_URL."
  # Not the stage's: it comes after the function, whose variables have this URL.
  value = "https://${aws_api_gateway_rest_api.this.id}.execute-api.${var.region}.${local.domain}/${local.stage}"
}

output "alarms" {
  description = "Names of the alarms."
  value       = module.alarms.names
}

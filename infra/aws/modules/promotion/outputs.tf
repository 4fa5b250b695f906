output "url" {
  description = "URL of the HTTP API."
  value       = module.door.url
}

output "variables" {
  description = "What the function that promotes needs besides: the URL of approvers' links, and the secrets."
  value       = local.variables
}

output "functions" {
  description = "Names of the functions."
  value       = sort([for function in module.function : function.name])
}

output "lifecycle_hook" {
  description = "What each ECS service has as its lifecycle hook."
  value       = module.hook.lifecycle_hook
}

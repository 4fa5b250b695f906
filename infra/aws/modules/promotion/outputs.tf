output "url" {
  description = "URL of the HTTP API."
  value       = local.url
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

output "role_arns" {
  description = "ARNs of the roles that work in other accounts: that of the HTTP API, which moves runs, too."
  value       = [module.function["api"].role_arn]
}

output "lifecycle_hook" {
  description = "What each ECS service has in deployment_configuration.lifecycle_hook."
  value = {
    hook_target_arn  = var.function_arn
    role_arn         = aws_iam_role.this.arn
    lifecycle_stages = ["PRE_PRODUCTION_TRAFFIC_SHIFT"]
  }
  depends_on = [aws_iam_role_policy.this]
}

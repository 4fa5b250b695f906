output "roles" {
  description = "ARNs of the roles that plan and that apply: AWS_PLAN_ROLE and AWS_APPLY_ROLE of the workflows, NIGHTSHIFT_DEPLOY_ROLE of `nightshift init`."
  value       = { for name, role in aws_iam_role.this : name => role.arn }
  depends_on  = [aws_iam_role_policy.this, aws_iam_role_policy_attachment.this]
}

output "arns" {
  description = "ARNs of the policies, attached to the role."
  value       = [for policy in aws_iam_policy.this : policy.arn]
  depends_on  = [aws_iam_role_policy_attachment.this]
}

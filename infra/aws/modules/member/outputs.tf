output "role_arn" {
  description = "The role, for NIGHTSHIFT_MEMBER_ACCOUNTS of the host."
  value       = aws_iam_role.this.arn
  depends_on  = [module.work]
}

output "plan" {
  description = "The name of the restore testing plan."
  value       = aws_backup_restore_testing_plan.this.name
}

output "role" {
  description = "The ARN of the role with which AWS Backup restores: `role` of `restore` in the policy."
  value       = aws_iam_role.this.arn
}

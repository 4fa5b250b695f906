output "vault" {
  description = "The vault's ARN: the copy_to of another region, the vault of a policy's source aws-backup is its name."
  value       = aws_backup_vault.this.arn
}

output "tag" {
  description = "The tag of what is backed up; null without a plan."
  value       = var.plan == null ? null : { (var.plan.tag) = var.name }
}

output "policy" {
  description = "The rules that answer, as a policy of Nightshift; `tickets` is the hook that opens tickets."
  value       = templatefile("${path.module}/rules/failed.yaml", { tickets = "tickets" })
}

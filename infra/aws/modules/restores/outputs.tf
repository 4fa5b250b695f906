output "restore" {
  description = "subnet-group and security-groups of `restore` in the policy."
  value       = { subnet_group = aws_db_subnet_group.this.name, security_groups = [aws_security_group.restored.id] }
}

output "verifier" {
  description = "The security group of whoever checks what is restored."
  value       = aws_security_group.verifier.id
}

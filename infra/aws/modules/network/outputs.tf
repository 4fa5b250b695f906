output "vpc" {
  description = "The VPC's id."
  value       = aws_vpc.this.id
}

output "subnets" {
  description = "Ids of the subnets by tier: public, private, isolated."
  value       = { for tier in keys(local.tiers) : tier => [for zone in var.zones : aws_subnet.this["${tier}-${zone}"].id] }
}

output "database_subnet_group" {
  description = "The subnet group of databases."
  value       = aws_db_subnet_group.this.name
}

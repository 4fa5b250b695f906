output "group" {
  description = "The group's name and minimum, for the module watch: the target `autoscaling:group` of a promotion."
  value       = module.compute.group
}

output "balancer" {
  description = "The load balancer: its ARN for a web ACL, its host name and zone for DNS."
  value       = { arn = aws_lb.this.arn, host = aws_lb.this.dns_name, zone = aws_lb.this.zone_id }
}

output "metrics" {
  description = "What the dimensions of CloudWatch name: the target group and its load balancer."
  value = {
    group    = try(split(":", aws_lb_target_group.this.arn)[5], "")
    balancer = try(trimprefix(split(":", aws_lb.this.arn)[5], "loadbalancer/"), "")
  }
}

output "database_security_group" {
  description = "The security group of the database, which the instances reach."
  value       = aws_security_group.this["database"].id
}

output "validation" {
  description = "The records that validate a requested certificate."
  value       = module.edge.validation
}

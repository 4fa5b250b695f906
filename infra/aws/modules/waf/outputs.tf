output "arn" {
  description = "The web ACL's ARN."
  value       = aws_wafv2_web_acl.this.arn
}

output "ip_set" {
  description = "The IP set as rules of Nightshift name it: SCOPE/NAME/ID."
  value       = "${lower(var.scope)}/${aws_wafv2_ip_set.blocked.name}/${aws_wafv2_ip_set.blocked.id}"
}

output "policy" {
  description = "The rules that block attackers, as a policy of Nightshift."
  value       = templatefile("${path.module}/rules/attackers.yaml", { ip_set = "${lower(var.scope)}/${aws_wafv2_ip_set.blocked.name}/${aws_wafv2_ip_set.blocked.id}" })
}

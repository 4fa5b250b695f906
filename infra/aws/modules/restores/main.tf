# What is restored answers to the verifier alone, and reaches nothing: a group without rules for egress lets nothing out.
resource "aws_db_subnet_group" "this" {
  name        = "${var.name}-restores"
  description = "Restored backups, for hours."
  subnet_ids  = var.subnets
  tags        = var.tags
}

resource "aws_security_group" "restored" {
  name        = "${var.name}-restored"
  description = "Restored backups: the verifier gets in, nothing gets out."
  vpc_id      = var.vpc
  tags        = var.tags
}

resource "aws_security_group" "verifier" {
  name        = "${var.name}-verifier"
  description = "Checks restored backups."
  vpc_id      = var.vpc
  tags        = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "restored" {
  security_group_id            = aws_security_group.restored.id
  referenced_security_group_id = aws_security_group.verifier.id
  description                  = "PostgreSQL from the verifier"
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
  tags                         = var.tags
}

resource "aws_vpc_security_group_egress_rule" "verifier" {
  security_group_id            = aws_security_group.verifier.id
  referenced_security_group_id = aws_security_group.restored.id
  description                  = "PostgreSQL of restored backups"
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
  tags                         = var.tags
}

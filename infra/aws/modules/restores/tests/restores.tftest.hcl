mock_provider "aws" {}

variables {
  vpc     = "vpc-0a1b2c3d"
  subnets = ["subnet-0a", "subnet-0b"]
}

run "only_the_verifier_gets_in_and_nothing_gets_out" {
  command = apply

  assert {
    condition     = aws_vpc_security_group_ingress_rule.restored.referenced_security_group_id == aws_security_group.verifier.id && aws_vpc_security_group_ingress_rule.restored.cidr_ipv4 == null
    error_message = "somebody else reaches what is restored"
  }
  assert {
    condition     = aws_vpc_security_group_egress_rule.verifier.security_group_id == aws_security_group.verifier.id && aws_vpc_security_group_egress_rule.verifier.from_port == 5432
    error_message = "the verifier reaches something else, or what is restored reaches something"
  }
  assert {
    condition     = output.restore.subnet_group == "nightshift-restores" && output.restore.security_groups == [aws_security_group.restored.id]
    error_message = "the policy would restore elsewhere"
  }
}

run "rejects_one_subnet_and_a_port_that_is_none" {
  command = plan
  variables {
    subnets = ["subnet-0a"]
    port    = 80
  }
  expect_failures = [var.subnets, var.port]
}

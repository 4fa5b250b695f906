mock_provider "aws" {}

variables {
  name   = "shop"
  region = "eu-central-1"
  zones  = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
}

run "databases_have_no_way_out_and_no_way_in" {
  command = apply

  assert {
    condition     = length(aws_subnet.this) == 9 && length(distinct([for subnet in aws_subnet.this : subnet.cidr_block])) == 9 && alltrue([for subnet in aws_subnet.this : !subnet.map_public_ip_on_launch])
    error_message = "subnets overlap, or give public addresses"
  }
  assert {
    condition     = keys(aws_route.private) == ["eu-central-1a", "eu-central-1b", "eu-central-1c"] && length(aws_nat_gateway.this) == 3 && alltrue([for key, association in aws_route_table_association.this : association.route_table_id == aws_route_table.this["isolated"].id if startswith(key, "isolated")])
    error_message = "a zone has no NAT of its own, or a database has a way out"
  }
  assert {
    condition     = aws_default_security_group.this.ingress == null || length(aws_default_security_group.this.ingress) == 0
    error_message = "the default group lets something through"
  }
}

run "one_nat_is_cheaper" {
  command = apply
  variables { nat = "one" }

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_route.private) == 3
    error_message = "a zone has no way out"
  }
}

run "rejects_one_zone_and_small_networks" {
  command = plan
  variables {
    cidr  = "10.20.0.0/24"
    zones = ["eu-central-1a"]
    nat   = "two"
  }
  expect_failures = [var.cidr, var.zones, var.nat]
}

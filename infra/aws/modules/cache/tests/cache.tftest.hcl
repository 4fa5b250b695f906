mock_provider "aws" {}

variables {
  name            = "shop"
  subnets         = ["subnet-1", "subnet-2"]
  security_groups = ["sg-1"]
  user_groups     = ["shop"]
}

run "fails_over_and_is_encrypted" {
  command = apply

  assert {
    condition     = aws_elasticache_replication_group.this.automatic_failover_enabled && aws_elasticache_replication_group.this.multi_az_enabled && aws_elasticache_replication_group.this.num_cache_clusters == 2
    error_message = "sessions are lost with a zone"
  }
  assert {
    condition     = aws_elasticache_replication_group.this.transit_encryption_mode == "required" && aws_elasticache_replication_group.this.at_rest_encryption_enabled && aws_elasticache_replication_group.this.snapshot_retention_limit == 7
    error_message = "sessions are sent or kept in the clear"
  }
}

run "rejects_a_cache_without_a_replica" {
  command = plan
  variables {
    name     = "Shop"
    replicas = 0
    engine   = { name = "memcached", version = "1.6" }
  }
  expect_failures = [var.name, var.replicas, var.engine]
}

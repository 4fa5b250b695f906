mock_provider "aws" {
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:111122223333:key/1" }
  }
}

variables {
  name            = "shop-orders"
  engine          = { name = "postgres", version = "17.6" }
  class           = "db.r7g.large"
  database        = "shop"
  subnet_group    = "shop-isolated"
  security_groups = ["sg-1"]
  replicas        = { reports = "db.r7g.large" }
  backup_tag      = { backup = "shop" }
  first_password  = "not-used-where-rds-manages-it"
}

run "is_protected_doubled_private_and_backed_up" {
  command = apply

  assert {
    condition     = aws_db_instance.this.multi_az && aws_db_instance.this.storage_encrypted && !aws_db_instance.this.publicly_accessible && aws_db_instance.this.deletion_protection && aws_db_instance.this.backup_retention_period == 35 && !aws_db_instance.this.skip_final_snapshot
    error_message = "the database can be lost, or read"
  }
  assert {
    condition     = aws_db_instance.this.manage_master_user_password && aws_db_instance.this.tags["backup"] == "shop" && aws_db_instance.this.database_insights_mode == "standard"
    error_message = "the password is in the state, or no backup is made"
  }
  assert {
    condition     = aws_db_parameter_group.this.family == "postgres17" && contains([for parameter in aws_db_parameter_group.this.parameter : "${parameter.name}=${parameter.value}"], "rds.force_ssl=1")
    error_message = "clients may connect without TLS"
  }
  assert {
    condition     = output.id.log_group == "/aws/rds/instance/shop-orders/postgresql" && toset(aws_db_instance.this.enabled_cloudwatch_logs_exports) == toset(["postgresql", "upgrade"])
    error_message = "refused connections are not seen"
  }
}

run "replicas_and_proxy" {
  command = apply
  variables {
    proxy = { subnets = ["subnet-1"], secret_arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop", role_arn = "arn:aws:iam::111122223333:role/proxy" }
  }
  assert {
    condition     = aws_db_instance.replica["reports"].replicate_source_db == "shop-orders" && aws_db_proxy.this[0].require_tls && one(aws_db_proxy.this[0].auth).iam_auth == "REQUIRED"
    error_message = "there is no replica, or the proxy takes anybody"
  }
}

run "rejects_engines_that_nightshift_does_not_know" {
  command = plan
  variables {
    engine            = { name = "oracle", version = "19" }
    insights          = "all"
    first_storage_gib = 5
  }
  expect_failures = [var.engine, var.insights, var.first_storage_gib]
}

run "needs_a_first_password_where_nightshift_rotates" {
  command = plan
  variables {
    manage_password = false
    first_password  = ""
  }
  expect_failures = [aws_db_instance.this]
}

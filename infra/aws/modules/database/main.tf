locals {
  family = split(".", var.engine.version)[0]
  logs   = var.engine.name == "postgres" ? ["postgresql", "upgrade"] : ["error", "slowquery"]
}

resource "aws_kms_key" "this" {
  description             = "Encrypts the database ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = var.tags
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = toset(local.logs)

  name              = "/aws/rds/instance/${var.name}/${each.key}"
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_db_parameter_group" "this" {
  name   = var.name
  family = "${var.engine.name}${var.engine.name == "postgres" ? local.family : join(".", slice(split(".", var.engine.version), 0, 2))}"
  tags   = var.tags

  dynamic "parameter" {
    for_each = merge(var.engine.name == "postgres" ? { "rds.force_ssl" = "1", log_connections = "1", log_min_duration_statement = "1000" } : { require_secure_transport = "1", slow_query_log = "1" }, var.parameters)
    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = "pending-reboot"
    }
  }
}

resource "aws_db_instance" "this" {
  identifier                            = var.name
  engine                                = var.engine.name
  engine_version                        = var.engine.version
  instance_class                        = var.class
  db_name                               = var.database
  username                              = "master"
  manage_master_user_password           = var.manage_password ? true : null
  master_user_secret_kms_key_id         = var.manage_password ? aws_kms_key.this.arn : null
  allocated_storage                     = var.first_storage_gib
  storage_type                          = "gp3"
  storage_encrypted                     = true
  kms_key_id                            = aws_kms_key.this.arn
  multi_az                              = true
  publicly_accessible                   = false
  db_subnet_group_name                  = var.subnet_group
  vpc_security_group_ids                = var.security_groups
  parameter_group_name                  = aws_db_parameter_group.this.name
  backup_retention_period               = 35
  backup_window                         = "02:00-03:00"
  maintenance_window                    = var.maintenance_window
  copy_tags_to_snapshot                 = true
  deletion_protection                   = true
  skip_final_snapshot                   = false
  final_snapshot_identifier             = "${var.name}-final"
  auto_minor_version_upgrade            = true
  enabled_cloudwatch_logs_exports       = local.logs
  database_insights_mode                = var.insights
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = aws_kms_key.this.arn
  performance_insights_retention_period = var.insights == "advanced" ? 465 : 7
  iam_database_authentication_enabled   = true
  tags                                  = merge(var.tags, var.backup_tag)

  lifecycle {
    ignore_changes = [allocated_storage]

    precondition {
      condition     = var.manage_password || var.first_password != ""
      error_message = "first_password: required without manage_password. Nightshift's rotation changes it later."
    }
  }

  password_wo         = var.manage_password ? null : var.first_password
  password_wo_version = var.manage_password ? null : 1

  depends_on = [aws_cloudwatch_log_group.this]
}

resource "aws_db_instance" "replica" {
  for_each = var.replicas

  identifier                            = "${var.name}-${each.key}"
  replicate_source_db                   = aws_db_instance.this.identifier
  instance_class                        = each.value
  storage_encrypted                     = true
  publicly_accessible                   = false
  vpc_security_group_ids                = var.security_groups
  parameter_group_name                  = aws_db_parameter_group.this.name
  deletion_protection                   = true
  skip_final_snapshot                   = true
  auto_minor_version_upgrade            = true
  database_insights_mode                = var.insights
  performance_insights_enabled          = true
  performance_insights_retention_period = var.insights == "advanced" ? 465 : 7
  tags                                  = var.tags

  lifecycle {
    ignore_changes = [allocated_storage]
  }
}

resource "aws_db_proxy" "this" {
  count = var.proxy == null ? 0 : 1

  name                   = var.name
  engine_family          = var.engine.name == "postgres" ? "POSTGRESQL" : "MYSQL"
  role_arn               = var.proxy.role_arn
  vpc_subnet_ids         = var.proxy.subnets
  vpc_security_group_ids = var.security_groups
  require_tls            = true
  idle_client_timeout    = 1800
  tags                   = var.tags

  auth {
    auth_scheme = "SECRETS"
    iam_auth    = "REQUIRED"
    secret_arn  = var.proxy.secret_arn
  }
}

resource "aws_db_proxy_default_target_group" "this" {
  count = var.proxy == null ? 0 : 1

  db_proxy_name = aws_db_proxy.this[0].name

  connection_pool_config {
    max_connections_percent      = 80
    max_idle_connections_percent = 20
    connection_borrow_timeout    = 30
  }
}

resource "aws_db_proxy_target" "this" {
  count = var.proxy == null ? 0 : 1

  db_proxy_name          = aws_db_proxy.this[0].name
  target_group_name      = aws_db_proxy_default_target_group.this[0].name
  db_instance_identifier = aws_db_instance.this.identifier
}

resource "aws_dynamodb_table" "this" {
  name                        = var.name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  range_key                   = "sk"
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.tags

  dynamic "attribute" {
    for_each = local.attributes
    content {
      name = attribute.value
      type = "S"
    }
  }

  dynamic "global_secondary_index" {
    for_each = local.indexes
    content {
      name            = global_secondary_index.key
      hash_key        = global_secondary_index.value.hash_key
      range_key       = global_secondary_index.value.range_key
      projection_type = "KEYS_ONLY"
    }
  }

  on_demand_throughput {
    max_read_request_units  = var.max_request_units.read
    max_write_request_units = var.max_request_units.write
  }

  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = var.recovery_days
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.this.arn
  }

  ttl {
    enabled        = true
    attribute_name = "expires"
  }
}

resource "aws_kms_key" "this" {
  description             = "Encrypts the ledger ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = var.tags
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}

locals {
  indexes = {
    due     = { hash_key = "dueShard", range_key = "dueKey" }
    started = { hash_key = "startShard", range_key = "startKey" }
  }
  attributes = toset(concat(["pk", "sk"], flatten([for index in local.indexes : [index.hash_key, index.range_key]])))
}

resource "aws_kms_key" "this" {
  description             = "Encrypts the secrets of ${var.prefix}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = var.tags
}

resource "aws_secretsmanager_secret" "this" {
  for_each = var.secrets

  name                    = "${var.prefix}/${each.key}"
  description             = each.value
  kms_key_id              = aws_kms_key.this.arn
  recovery_window_in_days = 30
  tags                    = var.tags

  # Each version is copied; a copy is read-only until the first region is lost (docs/runbooks/region-loss.md).
  dynamic "replica" {
    for_each = var.replicas
    content {
      region     = replica.key
      kms_key_id = replica.value
    }
  }
}

# The first value only: it goes to Secrets Manager and is in no plan and no state. Later values are put there, not here.
resource "aws_secretsmanager_secret_version" "first" {
  for_each = aws_secretsmanager_secret.this

  secret_id                = each.value.id
  secret_string_wo         = try(var.first_values[each.key], null)
  secret_string_wo_version = 1

  lifecycle {
    ignore_changes = [secret_string_wo_version]
  }
}

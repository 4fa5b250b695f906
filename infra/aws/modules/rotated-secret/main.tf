resource "aws_secretsmanager_secret" "this" {
  name                    = var.name
  description             = var.description
  kms_key_id              = var.key_arn
  recovery_window_in_days = 30
  tags                    = var.tags
}

# Not at once: a secret that was just made has no value.
resource "aws_secretsmanager_secret_rotation" "this" {
  secret_id           = aws_secretsmanager_secret.this.id
  rotation_lambda_arn = var.function
  rotate_immediately  = false

  rotation_rules {
    schedule_expression = var.schedule
    duration            = var.duration
  }
}

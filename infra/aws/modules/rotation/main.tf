# Without the account, secrets of other accounts could call the function.
resource "aws_lambda_permission" "this" {
  statement_id   = "AllowSecretsManager"
  action         = "lambda:InvokeFunction"
  function_name  = var.function_name
  qualifier      = "live"
  principal      = "secretsmanager.amazonaws.com"
  source_account = var.account
}

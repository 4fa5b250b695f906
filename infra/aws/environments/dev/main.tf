module "nightshift" {
  source = "../../modules/nightshift"

  account             = var.account
  region              = var.region
  remediation         = var.remediation
  promotion           = var.promotion
  rotation            = var.rotation
  backup              = var.backup
  cost                = var.cost
  chatops             = var.chatops
  events              = var.events
  topics              = var.topics
  secrets             = var.secrets
  secret_values       = var.secret_values
  members             = var.members
  organization        = var.organization
  web_acl             = var.web_acl
  alarm_emails        = var.alarm_emails
  retention_days      = var.retention_days
  log_retention_days  = var.log_retention_days
  deletion_protection = var.deletion_protection
  tags                = { system = "nightshift", environment = basename(abspath(path.root)) }

  permissions = {
    for function in ["remediation", "promotion", "hook", "rotation", "backup", "cost", "chatops"] : function => try(file("${var.policy_folder}/${function}.json"), null)
  }
}

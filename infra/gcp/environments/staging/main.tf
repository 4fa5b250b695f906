# The same in each environment: what differs is in terraform.tfvars, in the policies (NAME.yaml) and in their rights (NAME.iam.json).
module "nightshift" {
  source = "../../modules/project"

  project  = var.project
  region   = var.region
  emails   = var.emails
  channels = var.channels
  ledger   = var.ledger
  log_days = var.log_days
  protect  = var.protect
  labels   = var.labels

  functions = {
    for name, function in var.functions : name => merge(function, {
      policy = file("${path.module}/${name}.yaml")
      # nightshift iam --cloud gcp --json; written anew when the policy changes (docs/deploy-google-cloud.md).
      grants = jsondecode(file("${path.module}/${name}.iam.json"))
    })
  }
}

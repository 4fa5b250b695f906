# Made by infra/aws/state. The account is in the bucket's name:
#   terraform init -backend-config=bucket=nightshift-state-ACCOUNT -backend-config=region=REGION
terraform {
  backend "s3" {
    key          = "nightshift/dev.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

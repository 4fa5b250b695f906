# In a bucket of the second region: the first one's state is lost with it.
#   terraform init -backend-config=bucket=nightshift-state-ACCOUNT-dr -backend-config=region=REGION
terraform {
  backend "s3" {
    key          = "shop/dr.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

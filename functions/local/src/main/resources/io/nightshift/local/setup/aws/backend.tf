# The bucket for the state; create it once, versioned and private.
terraform {
  backend "s3" {
    bucket       = "nightshift-state-@@account@@"
    key          = "nightshift.tfstate"
    region       = "@@region@@"
    encrypt      = true
    use_lockfile = true
  }
}

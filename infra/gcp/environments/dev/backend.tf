# The bucket is made by infra/gcp/bootstrap. GCS locks a state by itself.
terraform {
  backend "gcs" {
    bucket = "shop-nightshift-state"
    prefix = "nightshift/google/dev"
  }
}

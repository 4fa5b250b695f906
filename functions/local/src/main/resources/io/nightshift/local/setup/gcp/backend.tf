# The bucket for the state; create it once, versioned and private. GCS locks a state by itself.
terraform {
  backend "gcs" {
    bucket = "@@project@@-nightshift-state"
    prefix = "nightshift"
  }
}

# A bucket in several regions, such as EU: the state is not lost with the first one.
terraform {
  backend "gcs" {
    bucket = "shop-nightshift-state"
    prefix = "shop/google/dr"
  }
}

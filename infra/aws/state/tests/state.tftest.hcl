mock_provider "aws" {}

variables {
  account = "111122223333"
  region  = "eu-central-1"
}

run "names_its_buckets_by_the_account" {
  command = apply

  override_resource {
    target = module.bucket["state"].aws_s3_bucket.this
    values = { id = "nightshift-state-111122223333" }
  }
  override_resource {
    target = module.bucket["packages"].aws_s3_bucket.this
    values = { id = "nightshift-packages-111122223333" }
  }

  assert {
    condition     = output.init == "terraform init -backend-config=bucket=nightshift-state-111122223333 -backend-config=region=eu-central-1"
    error_message = "an environment would use another bucket"
  }
  assert {
    condition     = output.packages == "nightshift-packages-111122223333"
    error_message = "there is no bucket for packages"
  }
}

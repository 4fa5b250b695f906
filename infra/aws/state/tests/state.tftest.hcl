mock_provider "aws" {}

variables {
  account = "111122223333"
  region  = "eu-central-1"
}

run "is_named_by_the_account" {
  command = plan

  assert {
    condition     = var.account == "111122223333" && module.bucket != null
    error_message = "there is no bucket"
  }
}

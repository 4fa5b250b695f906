mock_provider "aws" {
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:111122223333:key/images" }
  }
}

variables {
  repositories = ["shop/web"]
  tags         = { system = "nightshift" }
}

run "tags_stay_and_pushes_are_scanned" {
  command = apply

  assert {
    condition     = aws_ecr_repository.this["shop/web"].image_tag_mutability == "IMMUTABLE" && aws_ecr_repository.this["shop/web"].image_scanning_configuration[0].scan_on_push
    error_message = "a tag can be moved, or a push is not scanned"
  }
  assert {
    condition     = aws_ecr_repository.this["shop/web"].encryption_configuration[0].kms_key == aws_kms_key.this.arn && !aws_ecr_repository.this["shop/web"].force_delete
    error_message = "images are not encrypted, or are deleted with their repository"
  }
  assert {
    condition     = jsondecode(aws_ecr_lifecycle_policy.this["shop/web"].policy).rules[0].selection.tagStatus == "untagged" && aws_ecr_repository.this["shop/web"].tags["system"] == "nightshift"
    error_message = "tagged images expire, or the repository has no tags"
  }
}

run "rejects_a_short_time_and_a_wrong_name" {
  command = plan
  variables {
    repositories  = ["Shop"]
    untagged_days = 1
  }
  expect_failures = [var.repositories, var.untagged_days]
}

run "copies_pushes_to_another_region" {
  command = apply
  variables { replicated = { account = "111122223333", regions = ["eu-west-1"] } }

  assert {
    condition     = one(aws_ecr_replication_configuration.this[0].replication_configuration[0].rule[0].destination).region == "eu-west-1" && alltrue([for filter in aws_ecr_replication_configuration.this[0].replication_configuration[0].rule[0].repository_filter : endswith(filter.filter, "/")])
    error_message = "an image is lost with its region, or other repositories are copied too"
  }
}

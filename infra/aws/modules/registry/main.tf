resource "aws_ecr_repository" "this" {
  for_each = var.repositories

  name                 = each.key
  image_tag_mutability = "IMMUTABLE"
  force_delete         = false
  tags                 = var.tags

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.this.arn
  }
}

resource "aws_kms_key" "this" {
  description             = "Encrypts the images of ${join(", ", var.repositories)}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = var.tags
}

# Only what has no tag goes: a promotion may roll back to any version.
resource "aws_ecr_lifecycle_policy" "this" {
  for_each = aws_ecr_repository.this

  repository = each.value.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Images without a tag"
      action       = { type = "expire" }
      selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = var.untagged_days }
    }]
  })
}

# One configuration for the whole registry of account and region: it takes the first part of each repository's name.
resource "aws_ecr_replication_configuration" "this" {
  count = var.replicated == null ? 0 : 1

  replication_configuration {
    rule {
      dynamic "destination" {
        for_each = var.replicated.regions
        content {
          region      = destination.value
          registry_id = var.replicated.account
        }
      }

      dynamic "repository_filter" {
        for_each = toset([for name in var.repositories : "${split("/", name)[0]}/"])
        content {
          filter      = repository_filter.value
          filter_type = "PREFIX_MATCH"
        }
      }
    }
  }
}

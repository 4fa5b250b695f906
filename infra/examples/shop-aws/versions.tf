terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.28, < 7"
    }
  }
}

# Nightshift's own tags are nobody's drift.
provider "aws" {
  region = var.region

  default_tags {
    tags = { system = var.name }
  }

  ignore_tags {
    key_prefixes = ["nightshift:"]
  }
}

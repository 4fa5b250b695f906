# Replace project, region, e-mail address and image.
project = { id = "shop-staging", number = "345678901234" }
region  = "europe-west1"
emails  = ["sre@example.com"]
labels  = { environment = "staging" }

functions = {
  nightshift = {
    image   = "europe-west1-docker.pkg.dev/shop-ops/nightshift/remediation@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    sources = ["alarms", "audit", "logs"]
  }
}

ledger   = { backup_days = 7 }
log_days = 90
protect  = true

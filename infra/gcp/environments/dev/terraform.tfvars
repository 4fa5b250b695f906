# Replace project, region, e-mail address and image.
project = { id = "shop-dev", number = "210987654321" }
region  = "europe-west1"
emails  = ["sre@example.com"]
labels  = { environment = "dev" }

functions = {
  nightshift = {
    image   = "europe-west1-docker.pkg.dev/shop-ops/nightshift/remediation@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    sources = ["alarms", "audit", "logs"]
  }
}

ledger   = { backup_days = 1 }
log_days = 30
protect  = false

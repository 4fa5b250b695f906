# Replace project, regions, names and images. network, subnet and account are outputs of the first region.
project         = { id = "shop-prod", number = "123456789012" }
name            = "shop"
region          = "europe-west4"
first_region    = "europe-west1"
database        = { name = "shop-orders", engine = "POSTGRES_17", tier = "db-custom-2-8192", account = "p1-abc@gcp-sa-cloud-sql.iam.gserviceaccount.com" }
database_secret = "shop-db"
network         = "projects/shop-prod/global/networks/shop"
subnet          = "shop-europe-west4"
image           = "europe-docker.pkg.dev/shop-prod/shop/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
account         = "shop-web@shop-prod.iam.gserviceaccount.com"
channels        = ["projects/shop-prod/notificationChannels/1"]
emails          = ["sre@example.com"]

remediation = {
  image   = "europe-docker.pkg.dev/shop-ops/nightshift/remediation@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  sources = ["alarms", "audit", "logs"]
}

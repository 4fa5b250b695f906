# The second region of an application (infra/examples/shop-gcp), and of Nightshift. The network, the load balancer, the registry and the
# secrets are global or in both regions. docs/runbooks/region-loss.md uses exactly this.
module "recovery" {
  source = "../../modules/recovery"

  project          = var.project.id
  region           = var.region
  scheduler_region = var.first_region
  network          = var.network
  database         = var.database
  lost             = var.lost
  labels           = { nightshift = "on", environment = "dr" }
}

# The load balancer sends users here when the first region's answers fail. Before the promotion the database takes no writes.
module "service" {
  source = "../../modules/promoted"

  project     = var.project.id
  region      = var.region
  name        = var.name
  first_image = var.image
  account     = var.account
  nightshift  = var.nightshift
  secrets     = { database = var.database_secret }
  network     = { network = var.network, subnet = var.subnet }
  settings    = { min_instances = var.lost ? 2 : 0 }
  labels      = { nightshift = "on", environment = "dr" }
  environment = {
    SHOP_DATABASE_URL         = "jdbc:postgresql://${module.recovery.address}:5432/shop?sslmode=require"
    SHOP_DATABASE_SECRET_FILE = "/run/secrets/database/value"
    SHOP_PROJECT              = var.project.id
  }
}

module "watch" {
  source = "../../modules/watch"

  project   = var.project.id
  prefix    = "${var.name}-second"
  channels  = var.channels
  services  = { web = { name = var.name, region = var.region } }
  databases = { orders = { id = module.recovery.replica, max_connections = 400, replica = !var.lost } }
  answers   = { database = "shop" }
}

# A second Nightshift, which observes until the region is lost: only one may act.
module "nightshift" {
  source = "../../modules/project"

  project  = var.project
  region   = var.region
  emails   = var.emails
  channels = var.channels
  ledger   = { database = "nightshift-dr", backup_days = 14 }
  labels   = { environment = "dr" }

  functions = {
    nightshift-dr = merge(var.remediation, {
      policy = file("${path.module}/nightshift.yaml")
      grants = jsondecode(file("${path.module}/nightshift.iam.json"))
    })
  }
}

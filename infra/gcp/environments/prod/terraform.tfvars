# Replace project, region, e-mail address, images, the host of the door, and the network of the databases.
project = { id = "shop-prod", number = "123456789012" }
region  = "europe-west1"
emails  = ["sre@example.com"]
labels  = { environment = "prod" }

functions = {
  nightshift = {
    image    = "europe-west1-docker.pkg.dev/shop-ops/nightshift/remediation@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    sources  = ["alarms", "audit", "logs", "threats"]
    acts_as  = ["projects/shop-prod/serviceAccounts/checkout@shop-prod.iam.gserviceaccount.com"]
    settings = { min_instances = "1" }
  }
  promotion = {
    image   = "europe-west1-docker.pkg.dev/shop-ops/nightshift/promotion@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    sources = ["pushes"]
    acts_as = ["projects/shop-prod/serviceAccounts/checkout@shop-prod.iam.gserviceaccount.com"]
    environment = {
      NIGHTSHIFT_SERVES             = "events"
      NIGHTSHIFT_REMEDIATION_PREFIX = "nightshift-"
      # The function writes the links, the door takes the answers: both have these two.
      NIGHTSHIFT_APPROVAL_SECRET = "projects/shop-prod/secrets/nightshift-approval-secret/versions/latest"
      NIGHTSHIFT_APPROVAL_URL    = "https://nightshift.example.com"
    }
    door = {
      host = "nightshift.example.com"
      environment = {
        NIGHTSHIFT_INTAKE_TOKEN = "projects/shop-prod/secrets/nightshift-intake-token/versions/latest"
      }
    }
  }
  rotation = {
    image   = "europe-west1-docker.pkg.dev/shop-ops/nightshift/rotation@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    sources = ["rotations"]
    acts_as = ["projects/shop-prod/serviceAccounts/checkout@shop-prod.iam.gserviceaccount.com"]
    network = { network = "shop", subnetwork = "shop-europe-west1" }
  }
  # Chats and the console. It has the ledger of the function that it orders, and calls it through the network.
  chatops = {
    image     = "europe-west1-docker.pkg.dev/shop-ops/nightshift/chatops@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    sources   = []
    ledger_of = "nightshift"
    orders    = ["nightshift"]
    network   = { network = "shop", subnetwork = "shop-europe-west1" }
    environment = {
      NIGHTSHIFT_SERVES               = "events"
      NIGHTSHIFT_CHAT_FUNCTIONS       = "remediation=https://nightshift-123456789012.europe-west1.run.app"
      NIGHTSHIFT_SLACK_SIGNING_SECRET = "projects/shop-prod/secrets/nightshift-slack-signing-secret/versions/latest"
      NIGHTSHIFT_SLACK_APP            = "A0123456789"
      NIGHTSHIFT_SLACK_TEAM           = "T0123456789"
    }
    door = {
      host = "console.example.com"
      environment = {
        NIGHTSHIFT_CONSOLE_URL = "https://console.example.com"
        NIGHTSHIFT_OIDC_ISSUER = "https://accounts.google.com"
        NIGHTSHIFT_OIDC_CLIENT = "0123456789.apps.googleusercontent.com"
        NIGHTSHIFT_OIDC_SECRET = "projects/shop-prod/secrets/nightshift-oidc-client-secret/versions/latest"
      }
    }
  }
}

ledger   = { backup_days = 35 }
log_days = 400
protect  = true

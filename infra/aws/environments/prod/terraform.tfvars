# Change these: your account, your region, who is told.
account      = "111122223333"
region       = "eu-central-1"
alarm_emails = ["ops@example.com"]

remediation = {
  package              = { file = "../../../../target/nightshift-remediation.zip" }
  reserved_concurrency = 10
}

# promotion = { package = { file = "../../../../target/nightshift-promotion.zip" } }
# rotation  = { package = { file = "../../../../target/nightshift-rotation.zip" }, vpc = { subnets = ["subnet-..."], security_groups = ["sg-..."] } }

# chatops   = { package = { file = "../../../../target/nightshift-chatops.zip" }, slack = { app = "A...", team = "T..." }, oidc = { issuer = "https://accounts.google.com", client = "..." } }

# Only with promotion.
# web_acl = { requests_per_5_minutes = 500 }

retention_days      = null
log_retention_days  = 365
deletion_protection = true

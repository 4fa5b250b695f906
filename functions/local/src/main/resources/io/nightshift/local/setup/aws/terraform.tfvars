account      = "@@account@@"
region       = "@@region@@"
alarm_emails = ["@@email@@"]

remediation = { package = { file = "@@package@@" } }

members = @@members@@

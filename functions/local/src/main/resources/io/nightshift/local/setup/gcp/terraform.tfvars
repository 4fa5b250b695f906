project = { id = "@@project@@", number = "@@number@@" }
region  = "@@region@@"
emails  = ["@@email@@"]

remediation = {
  image   = "@@image@@"
  sources = ["alarms", "audit", "logs"]
}

members = @@members@@

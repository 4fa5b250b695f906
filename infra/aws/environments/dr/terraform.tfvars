# Replace account, regions, names. database, first_balancer and image are outputs of the first region.
name           = "shop"
account        = "111122223333"
region         = "eu-west-1"
zones          = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
domain         = "shop.example.com"
zone           = "Z0123456789EXAMPLE"
image          = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
machine_image  = "ami-0abcd1234ef567890"
size           = { min = 2, max = 10 }
database       = { arn = "arn:aws:rds:eu-central-1:111122223333:db:shop-orders", class = "db.r7g.large" }
first_balancer = { host = "shop-1234567890.eu-central-1.elb.amazonaws.com", zone = "Z215JYRZR1TBD5" }
archive        = "shop-111122223333-archive"
topic          = "arn:aws:sns:eu-west-1:111122223333:people"
dead_letters   = "arn:aws:sqs:eu-west-1:111122223333:dead"
keepers        = ["arn:aws:iam::111122223333:role/break-glass"]
alarm_emails   = ["ops@example.com"]

remediation = {
  package              = { file = "../../../../target/nightshift-remediation.zip" }
  reserved_concurrency = 10
}

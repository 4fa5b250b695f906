# In the host account: the bus takes events from the accounts of the organization, or of a list.
resource "aws_cloudwatch_event_bus_policy" "this" {
  event_bus_name = var.bus
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Members"
      Effect    = "Allow"
      Principal = { AWS = [for account in sort(var.accounts) : "arn:${var.partition}:iam::${account}:root"] }
      Action    = "events:PutEvents"
      Resource  = var.bus_arn
      Condition = merge(
        var.organization == null ? {} : { StringEquals = { "aws:PrincipalOrgID" = var.organization } },
      )
    }]
  })
}

# By which Scheduler calls the functions. The functions pass it with each schedule that they create.
resource "aws_iam_role" "this" {
  name                 = "${var.name}-timers"
  description          = "By which EventBridge Scheduler wakes Nightshift."
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "scheduler.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
    }]
  })
}

# Dead letters go by this role, not by a policy of the queue (aws/aws-cdk#32032).
resource "aws_iam_role_policy" "this" {
  name = "timers"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Wake", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = [for function in var.functions : function.alias_arn] },
      { Sid = "DeadLetters", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = [for function in var.functions : function.dead_letters_arn] },
    ]
  })
}

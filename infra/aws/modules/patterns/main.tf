# The events that the code decodes (EventPatternsTest holds that), in groups; one EventBridge rule for each.
locals {
  always = {
    alarms     = [["aws.cloudwatch"], ["CloudWatch Alarm State Change", "CloudWatch Alarm Contributor State Change"]]
    scaling    = [["aws.autoscaling"], [{ prefix = "EC2 " }]]
    databases  = [["aws.rds", "aws.dms"], [{ prefix = "RDS " }, { prefix = "DMS Replication " }]]
    health     = [["aws.health"], ["AWS Health Event", "AWS Health Abuse Event"]]
    compliance = [["aws.config"], ["Config Rules Compliance Change"]]
    services   = [["aws.ecs"], ["ECS Service Action", "ECS Deployment State Change"]]
    cost       = [["aws.ce"], ["Anomaly Detected"]]
    instances = [["aws.ec2"], [
      "EC2 Instance State-change Notification", "EC2 Spot Instance Interruption Warning", "EC2 Instance Rebalance Recommendation",
      "EBS Volume Notification", "EBS Snapshot Notification", "EBS Multi-Volume Snapshots Completion Status", "EC2 AMI State Change",
    ]]
    findings = [["aws.securityhub", "aws.guardduty", "aws.inspector2", "aws.macie", "aws.access-analyzer", "aws.trustedadvisor"], [
      { prefix = "Security Hub " }, "Findings Imported V2", "GuardDuty Finding", "Inspector2 Finding", "Macie Finding",
      "Access Analyzer Finding", "Trusted Advisor Check Item Refresh Notification",
    ]]
    jobs = [["aws.batch", "aws.states", "aws.glue"], [
      "Batch Job State Change", "Batch Job Queue Blocked", "Step Functions Execution Status Change", { prefix = "Glue Job " },
    ]]
    deliveries = [["aws.codedeploy", "aws.codepipeline", "aws.codebuild", "aws.cloudformation"], [
      { prefix = "CodeDeploy " }, { prefix = "CodePipeline " }, { prefix = "CodeBuild Build " }, { prefix = "CloudFormation " },
    ]]
    backups = [["aws.backup"], [{ suffix = " Job State Change" }, { prefix = "Recovery Point " }, "Backup Vault State Change"]]
    keys    = [["aws.kms", "aws.acm"], [{ prefix = "KMS " }, { prefix = "ACM Certificate " }]]
    operations = [["aws.ssm"], [
      { prefix = "EC2 Automation " }, { prefix = "EC2 Command " }, { prefix = "EC2 State Manager " }, { prefix = "Maintenance Window " },
      "Configuration Compliance State Change",
    ]]
  }

  # Frequent, and of use only to a policy that asks for them: each costs an invocation.
  on_request = {
    api-calls   = [[{ prefix = "aws." }], [{ suffix = " via CloudTrail" }]]
    objects     = [["aws.s3", "aws.guardduty"], [{ prefix = "Object " }, "GuardDuty Malware Protection Object Scan Result"]]
    items       = [["aws.config"], ["Config Configuration Item Change"]]
    tasks       = [["aws.ecs"], ["ECS Task State Change", "ECS Container Instance State Change"]]
    parameters  = [["aws.ssm"], [{ prefix = "Parameter Store " }]]
    invocations = [["lambda"], [{ prefix = "Lambda Function Invocation Result - " }]]
  }

  images = {
    pushes = {
      source        = ["aws.ecr"]
      "detail-type" = ["ECR Image Action"]
      detail        = { "action-type" = ["PUSH"], result = ["SUCCESS"], "image-tag" = [{ exists = true }] }
    }
    # Inspector also scans instances and functions, whose scans have no repository.
    scans = {
      source        = ["aws.ecr", "aws.inspector2"]
      "detail-type" = ["ECR Image Scan", "Inspector2 Scan"]
      detail        = { "repository-name" = [{ exists = true }] }
    }
  }

  # AWS tells of a leaked access key in us-east-1: the module forward brings it here. Remediation gets it, too (group health).
  secrets = {
    leaks = {
      source        = ["aws.health"]
      "detail-type" = ["AWS Health Event"]
      detail        = { eventTypeCode = ["AWS_RISK_CREDENTIALS_EXPOSED"] }
    }
  }

  # Remediation gets them, too (group cost).
  costs = {
    anomalies = { source = ["aws.ce"], "detail-type" = ["Anomaly Detected"] }
  }

  # Best effort: the sweep of backup verification looks for restore tests, too. Restores have a status, where backups have a state.
  restores = {
    tests = {
      source        = ["aws.backup"]
      "detail-type" = ["Restore Job State Change"]
      detail        = { status = ["COMPLETED"], restoreTestingPlanArn = [{ exists = true }] }
    }
  }

  remediation = {
    for name, pattern in merge(local.always, { for name, pattern in local.on_request : name => pattern if contains(var.on_request, name) }) :
    name => { source = pattern[0], "detail-type" = pattern[1] } if !contains(var.without, name)
  }
}

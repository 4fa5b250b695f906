# What is watched, and from when on it is too much. The last part of an alarm's name is the name of the rule that answers it.
locals {
  checks = {
    instances = {
      instance-cpu    = { metric = "CPUUtilization", threshold = var.limits.cpu_percent, statistic = "Average", evaluations = 3, what = "The CPU of the instance is busy." }
      instance-memory = { namespace = "CWAgent", metric = "mem_used_percent", threshold = var.limits.memory_percent, statistic = "Average", evaluations = 3, what = "The memory of the instance is full." }
      instance-status = { metric = "StatusCheckFailed_Instance", threshold = 1, statistic = "Maximum", period = 60, evaluations = 3, what = "The instance does not answer." }
      instance-system = { metric = "StatusCheckFailed_System", threshold = 1, statistic = "Maximum", period = 60, evaluations = 5, what = "The host of the instance is unwell." }
    }
    groups = {
      group-cpu    = { namespace = "AWS/EC2", metric = "CPUUtilization", threshold = var.limits.cpu_percent, statistic = "Average", evaluations = 3, what = "The group is busy although it scales." }
      group-memory = { namespace = "CWAgent", metric = "mem_used_percent", threshold = var.limits.memory_percent, statistic = "Average", evaluations = 3, what = "The memory of the group is full." }
      group-short  = { metric = "GroupInServiceInstances", comparison = "LessThanThreshold", statistic = "Minimum", period = 60, evaluations = 10, missing = "breaching", what = "The group has fewer instances than its minimum." }
    }
    databases = {
      database-cpu         = { metric = "CPUUtilization", threshold = var.limits.cpu_percent, statistic = "Average", evaluations = 3, what = "The CPU of the database is busy." }
      database-memory      = { metric = "FreeableMemory", comparison = "LessThanThreshold", threshold = var.limits.free_memory_bytes, statistic = "Average", evaluations = 3, what = "The database runs out of memory." }
      database-connections = { metric = "DatabaseConnections", statistic = "Maximum", period = 60, evaluations = 5, what = "The database runs out of connections." }
      database-storage     = { metric = "FreeStorageSpace", comparison = "LessThanThreshold", threshold = var.limits.free_storage_bytes, statistic = "Minimum", what = "The database runs out of storage." }
    }
    replicas = {
      replica-lag = { metric = "ReplicaLag", threshold = var.limits.lag_seconds, statistic = "Average", evaluations = 3, missing = "breaching", what = "The replica is behind." }
    }
    clusters = {
      cluster-cpu         = { metric = "CPUUtilization", threshold = var.limits.cpu_percent, statistic = "Average", evaluations = 3, what = "The cluster is busy." }
      cluster-memory      = { metric = "FreeableMemory", comparison = "LessThanThreshold", threshold = var.limits.free_memory_bytes, statistic = "Minimum", evaluations = 3, what = "An instance of the cluster runs out of memory." }
      cluster-connections = { metric = "DatabaseConnections", statistic = "Maximum", period = 60, evaluations = 5, what = "An instance of the cluster runs out of connections." }
      cluster-lag         = { metric = "AuroraReplicaLagMaximum", threshold = var.limits.lag_seconds * 1000, statistic = "Maximum", evaluations = 3, what = "A reader is behind." }
    }
    targets = {
      target-errors    = { metric = "HTTPCode_Target_5XX_Count", threshold = var.limits.error_percent, period = 60, evaluations = 3, whole = { metric = "RequestCount", at_least = var.limits.least_requests }, what = "Requests fail." }
      target-latency   = { metric = "TargetResponseTime", threshold = var.limits.p99_seconds, percentile = "p99", period = 60, evaluations = 5, what = "One request of a hundred is slow." }
      target-unhealthy = { metric = "UnHealthyHostCount", threshold = 1, statistic = "Maximum", period = 60, evaluations = 3, what = "A target fails its health check." }
      target-missing   = { metric = "HealthyHostCount", comparison = "LessThanThreshold", threshold = 1, statistic = "Maximum", period = 60, evaluations = 2, missing = "breaching", what = "No target is healthy." }
    }
    balancers = {
      balancer-errors = { metric = "HTTPCode_ELB_5XX_Count", threshold = var.limits.balancer_errors, period = 60, evaluations = 3, what = "The load balancer itself answers with errors." }
    }
    functions = {
      function-errors    = { metric = "Errors", threshold = var.limits.error_percent, period = 60, evaluations = 3, whole = { metric = "Invocations", at_least = var.limits.least_requests }, what = "Calls of the function fail." }
      function-throttles = { metric = "Throttles", threshold = 1, period = 60, evaluations = 5, what = "Calls of the function are turned away." }
      function-duration  = { metric = "Duration", percentile = "p99", evaluations = 3, what = "The function needs almost all of its time." }
    }
    services = {
      service-cpu    = { metric = "CPUUtilization", threshold = var.limits.cpu_percent, statistic = "Average", evaluations = 3, what = "The service is busy." }
      service-memory = { metric = "MemoryUtilization", threshold = var.limits.memory_percent, statistic = "Average", evaluations = 3, what = "The memory of the service is full." }
      service-short  = { namespace = "ECS/ContainerInsights", metric = "RunningTaskCount", comparison = "LessThanThreshold", statistic = "Minimum", period = 60, evaluations = 5, missing = "breaching", what = "Fewer tasks run than are wanted." }
    }
  }

  namespaces = {
    instances = "AWS/EC2", groups = "AWS/AutoScaling", databases = "AWS/RDS", replicas = "AWS/RDS", clusters = "AWS/RDS"
    targets   = "AWS/ApplicationELB", balancers = "AWS/ApplicationELB", functions = "AWS/Lambda", services = "AWS/ECS"
  }

  # Of each kind what is watched, by a name of yours: the dimensions that name it, and limits of its own.
  subjects = {
    instances = { for name, id in var.instances : name => { dimensions = { InstanceId = id }, own = {} } }
    groups    = { for name, group in var.groups : name => { dimensions = { AutoScalingGroupName = group.name }, own = { group-short = group.min } } }
    databases = { for name, database in var.databases : name => { dimensions = { DBInstanceIdentifier = database.id }, own = { database-connections = floor(0.8 * database.max_connections) } } }
    replicas  = { for name, database in var.databases : name => { dimensions = { DBInstanceIdentifier = database.id }, own = {} } if database.replica }
    clusters  = { for name, cluster in var.clusters : name => { dimensions = { DBClusterIdentifier = cluster.id }, own = { cluster-connections = floor(0.8 * cluster.max_connections) } } }
    targets   = { for name, target in var.targets : name => { dimensions = { TargetGroup = target.group, LoadBalancer = target.balancer }, own = {} } }
    balancers = { for name, balancer in var.balancers : name => { dimensions = { LoadBalancer = balancer }, own = {} } }
    functions = { for name, function in var.functions : name => { dimensions = { FunctionName = function.name, Resource = "${function.name}:${function.alias}" }, own = { function-duration = floor(0.8 * function.timeout_seconds * 1000) } } }
    services  = { for name, service in var.services : name => { dimensions = { ClusterName = service.cluster, ServiceName = service.name }, own = { service-short = service.tasks } } }
  }

  alarms = merge([
    for kind, subjects in local.subjects : merge([
      for name, subject in subjects : {
        for check, values in local.checks[kind] : "${name}-${check}" => {
          description = "${values.what} Rule ${check}."
          namespace   = lookup(values, "namespace", local.namespaces[kind])
          metric      = values.metric
          dimensions  = subject.dimensions
          statistic   = lookup(values, "statistic", "Sum")
          percentile  = lookup(values, "percentile", null)
          whole       = lookup(values, "whole", null)
          comparison  = lookup(values, "comparison", "GreaterThanOrEqualToThreshold")
          threshold   = lookup(subject.own, check, lookup(values, "threshold", 1))
          period      = lookup(values, "period", 300)
          evaluations = lookup(values, "evaluations", 1)
          missing     = lookup(values, "missing", "notBreaching")
        }
      }
    ]...)
  ]...)

  # The log of the database or cluster; a metric filter cannot give a fixed dimension, so the metric is named like what it counts in.
  logging = merge(
    { for name, database in var.databases : "${name}-database-refused" => database if database.log_group != null },
    { for name, cluster in var.clusters : "${name}-cluster-refused" => cluster if cluster.log_group != null },
  )

  refused = {
    for name, logged in local.logging : name => {
      description = "It refuses connections. Rule ${regex("(?:database|cluster)-refused$", name)}."
      namespace   = "${var.prefix}/RefusedConnections"
      metric      = logged.id
      dimensions  = {}
      threshold   = var.limits.refused_connections
    }
  }

  kinds   = [for kind, subjects in local.subjects : kind if length(subjects) > 0]
  refusal = { refused = "-database-refused", refused-clusters = "-cluster-refused" }
  files   = concat(local.kinds, [for file, ending in local.refusal : file if anytrue([for name in keys(local.refused) : endswith(name, ending)])])
  policy  = { for file in local.files : file => templatefile("${path.module}/rules/${file}.yaml", var.answers) }
}

module "alarms" {
  source = "../alarms"

  prefix       = var.prefix
  alarms       = merge(local.alarms, local.refused)
  alarm_topics = var.alarm_topics
  tags         = var.tags
}

resource "aws_cloudwatch_log_metric_filter" "refused" {
  for_each = local.logging

  name           = "${var.prefix}-${each.key}"
  log_group_name = each.value.log_group
  pattern        = "?\"too many clients\" ?\"remaining connection slots\" ?\"password authentication failed\" ?\"no pg_hba.conf entry\" ?\"Too many connections\" ?\"Access denied for user\""

  metric_transformation {
    name          = each.value.id
    namespace     = "${var.prefix}/RefusedConnections"
    value         = "1"
    default_value = "0"
  }
}

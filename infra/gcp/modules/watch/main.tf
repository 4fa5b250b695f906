# What is watched, and from when on it is too much. The last part of an alert's name is the name of the rule that answers it.
locals {
  run    = ["resource.label.service_name", "resource.label.location"]
  sql    = ["resource.label.database_id", "resource.label.region"]
  vm     = ["resource.label.instance_id", "resource.label.zone", "metric.label.instance_name"]
  group  = ["resource.label.instance_group_name", "resource.label.location"]
  pods   = ["resource.label.cluster_name", "resource.label.location", "resource.label.namespace_name", "metadata.system_labels.top_level_controller_name", "metadata.system_labels.top_level_controller_type"]
  nodes  = ["resource.label.cluster_name", "resource.label.location", "resource.label.node_name"]
  labels = { for name, text in { failed = "response_code_class=\"5xx\"", used = "state=\"used\"", kept = "memory_type=\"non-evictable\"" } : name => " AND metric.labels.${text}" }

  checks = {
    services = {
      run-errors  = { metric = "run.googleapis.com/request_count", with = local.labels.failed, of_all = true, aligner = "ALIGN_RATE", reducer = "REDUCE_SUM", above = var.limits.error_share, duration = "180s", group = local.run, what = "Requests fail." }
      run-latency = { metric = "run.googleapis.com/request_latencies", aligner = "ALIGN_PERCENTILE_99", reducer = "REDUCE_MAX", above = var.limits.p99_ms, duration = "300s", group = local.run, what = "One request of a hundred is slow." }
      run-cpu     = { metric = "run.googleapis.com/container/cpu/utilizations", aligner = "ALIGN_PERCENTILE_99", reducer = "REDUCE_MAX", above = var.limits.cpu_share, duration = "300s", group = local.run, what = "Its instances are busy." }
      run-memory  = { metric = "run.googleapis.com/container/memory/utilizations", aligner = "ALIGN_PERCENTILE_99", reducer = "REDUCE_MAX", above = var.limits.memory_share, duration = "300s", group = local.run, what = "The memory of its instances is full." }
    }
    databases = {
      sql-cpu         = { metric = "cloudsql.googleapis.com/database/cpu/utilization", above = var.limits.cpu_share, duration = "600s", group = local.sql, what = "The CPU of the database is busy." }
      sql-memory      = { metric = "cloudsql.googleapis.com/database/memory/utilization", above = var.limits.memory_share, duration = "600s", group = local.sql, what = "The memory of the database is full." }
      sql-disk        = { metric = "cloudsql.googleapis.com/database/disk/utilization", above = var.limits.disk_share, duration = "0s", group = local.sql, what = "The database runs out of storage." }
      sql-connections = { metric = "cloudsql.googleapis.com/database/postgresql/num_backends", reducer = "REDUCE_SUM", duration = "120s", group = local.sql, what = "The database runs out of connections." }
      sql-refused     = { metric = "logging.googleapis.com/user/${var.prefix}/sql-refused", aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM", period = "300s", above = var.limits.refused_connections, duration = "0s", group = local.sql, what = "The database refuses connections." }
      sql-down        = { metric = "cloudsql.googleapis.com/database/up", comparison = "COMPARISON_LT", reducer = "REDUCE_MIN", above = 1, duration = "120s", group = local.sql, what = "The database does not answer." }
    }
    replicas = {
      sql-lag = { metric = "cloudsql.googleapis.com/database/replication/replica_lag", above = var.limits.lag_seconds, duration = "300s", group = local.sql, what = "The replica is behind." }
    }
    instances = {
      vm-cpu    = { metric = "compute.googleapis.com/instance/cpu/utilization", above = var.limits.cpu_share, duration = "600s", group = local.vm, what = "The CPU of the machine is busy." }
      vm-memory = { metric = "agent.googleapis.com/memory/percent_used", with = local.labels.used, above = var.limits.memory_share * 100, duration = "600s", group = local.vm, what = "The memory of the machine is full." }
    }
    groups = {
      mig-short = { metric = "compute.googleapis.com/instance_group/size", comparison = "COMPARISON_LT", reducer = "REDUCE_MIN", duration = "600s", group = local.group, what = "The group has fewer machines than it should." }
    }
    clusters = {
      gke-restarts = { metric = "kubernetes.io/container/restart_count", aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM", period = "600s", above = var.limits.restarts, duration = "0s", group = local.pods, what = "Its containers restart again and again." }
      gke-cpu      = { metric = "kubernetes.io/container/cpu/limit_utilization", above = var.limits.cpu_share, duration = "600s", group = local.pods, what = "Its containers are busy." }
      gke-memory   = { metric = "kubernetes.io/container/memory/limit_utilization", with = local.labels.kept, above = var.limits.memory_share, duration = "600s", group = local.pods, what = "The memory of its containers is full." }
      gke-node     = { metric = "kubernetes.io/node/status_condition", with = " AND metric.labels.condition=\"Ready\" AND metric.labels.status=\"True\"", aligner = "ALIGN_FRACTION_TRUE", comparison = "COMPARISON_LT", reducer = "REDUCE_MIN", above = 0.5, duration = "300s", group = local.nodes, what = "The node is not ready." }
    }
  }

  types = {
    services  = "cloud_run_revision", databases = "cloudsql_database", replicas = "cloudsql_database"
    instances = "gce_instance", groups = "instance_group", clusters = "k8s_container"
  }

  # Of each kind what is watched, by a name of yours: what its filter adds, and limits of its own.
  subjects = {
    services  = { for name, service in var.services : name => { filter = "resource.labels.service_name=\"${service.name}\" AND resource.labels.location=\"${service.region}\"", own = {} } }
    databases = { for name, database in var.databases : name => { filter = "resource.labels.database_id=\"${var.project}:${database.id}\"", own = { sql-connections = floor(0.8 * database.max_connections) } } }
    replicas  = { for name, database in var.databases : name => { filter = "resource.labels.database_id=\"${var.project}:${database.id}\"", own = {} } if database.replica }
    instances = { for name, machine in var.instances : name => { filter = "resource.labels.instance_id=\"${machine}\"", own = {} } }
    groups    = { for name, group in var.groups : name => { filter = "resource.labels.instance_group_name=\"${group.name}\"", own = { mig-short = group.min } } }
    clusters  = { for name, cluster in var.clusters : name => { filter = "resource.labels.cluster_name=\"${cluster}\"", own = {} } }
  }

  # A share of all needs the same filter without the label of what failed.
  alerts = merge([
    for kind, subjects in local.subjects : merge([
      for name, subject in subjects : {
        for check, values in local.checks[kind] : "${name}-${check}" => {
          check       = check
          what        = values.what
          filter      = "resource.type=\"${check == "gke-node" ? "k8s_node" : local.types[kind]}\" AND ${subject.filter} AND metric.type=\"${values.metric}\"${lookup(values, "with", "")}"
          denominator = lookup(values, "of_all", false) ? "resource.type=\"${local.types[kind]}\" AND ${subject.filter} AND metric.type=\"${values.metric}\"" : null
          aligner     = lookup(values, "aligner", "ALIGN_MEAN")
          reducer     = lookup(values, "reducer", "REDUCE_MAX")
          period      = lookup(values, "period", "60s")
          comparison  = lookup(values, "comparison", "COMPARISON_GT")
          above       = lookup(subject.own, check, lookup(values, "above", 0))
          duration    = values.duration
          group       = values.group
        }
      }
    ]...)
  ]...)

  kinds  = concat([for kind, subjects in local.subjects : kind if length(subjects) > 0], length(var.hosts) > 0 ? ["hosts"] : [])
  policy = { for kind in local.kinds : kind => templatefile("${path.module}/rules/${kind}.yaml", var.answers) }
}

resource "google_monitoring_alert_policy" "this" {
  for_each = local.alerts

  project               = var.project
  display_name          = "${var.prefix}-${each.key}"
  combiner              = "OR"
  severity              = contains(["sql-down", "gke-node", "run-errors"], each.value.check) ? "CRITICAL" : "WARNING"
  notification_channels = var.channels
  user_labels           = merge(var.labels, { rule = each.value.check })
  depends_on            = [google_logging_metric.refused]

  conditions {
    display_name = each.value.check
    condition_threshold {
      filter             = each.value.filter
      denominator_filter = each.value.denominator
      comparison         = each.value.comparison
      threshold_value    = each.value.above
      duration           = each.value.duration

      aggregations {
        alignment_period     = each.value.period
        per_series_aligner   = each.value.aligner
        cross_series_reducer = each.value.reducer
        group_by_fields      = each.value.group
      }

      dynamic "denominator_aggregations" {
        for_each = each.value.denominator[*]
        content {
          alignment_period     = each.value.period
          per_series_aligner   = each.value.aligner
          cross_series_reducer = each.value.reducer
          group_by_fields      = each.value.group
        }
      }
    }
  }

  documentation {
    content   = "${each.value.what} Rule ${each.value.check}."
    mime_type = "text/markdown"
  }
}

resource "google_monitoring_uptime_check_config" "this" {
  for_each = var.hosts

  project      = var.project
  display_name = "${var.prefix}-${each.key}"
  timeout      = "10s"
  period       = "60s"

  http_check {
    path         = each.value.path
    port         = 443
    use_ssl      = true
    validate_ssl = true
  }

  # A host's name, not a URL.
  monitored_resource {
    type   = "uptime_url"
    labels = { project_id = var.project, host = each.value.host }
  }
}

resource "google_monitoring_alert_policy" "uptime" {
  for_each = var.hosts

  project               = var.project
  display_name          = "${var.prefix}-${each.key}-host-down"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = var.channels
  user_labels           = merge(var.labels, { rule = "host-down" })

  conditions {
    display_name = "host-down"
    condition_threshold {
      filter          = "resource.type=\"uptime_url\" AND metric.type=\"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.labels.check_id=\"${google_monitoring_uptime_check_config.this[each.key].uptime_check_id}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 1
      duration        = "120s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
        group_by_fields      = ["resource.label.host"]
      }
    }
  }

  documentation {
    content   = "${each.value.host} does not answer from outside. Rule host-down."
    mime_type = "text/markdown"
  }
}

# Connections that a database refused, counted in its own log.
resource "google_logging_metric" "refused" {
  count = length(var.databases) > 0 ? 1 : 0

  project = var.project
  name    = "${var.prefix}/sql-refused"
  filter  = "resource.type=\"cloudsql_database\" AND textPayload=~\"(too many clients|remaining connection slots|password authentication failed|no pg_hba.conf entry|Too many connections|Access denied for user)\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
  }
}

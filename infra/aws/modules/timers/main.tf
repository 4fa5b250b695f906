# Wake-ups: one-time schedules that the functions create here, and that delete themselves.
resource "aws_scheduler_schedule_group" "this" {
  name = var.name
  tags = var.tags
}

# A group for each sweep, so that its metrics tell of this sweep alone.
resource "aws_scheduler_schedule_group" "sweep" {
  for_each = var.functions

  name = "${var.name}-sweep-${each.key}"
  tags = var.tags
}

resource "aws_scheduler_schedule" "sweep" {
  for_each = var.functions

  name                = "sweep"
  description         = "Finds lost wake-ups of ${each.key}, and runs that a crash interrupted."
  group_name          = aws_scheduler_schedule_group.sweep[each.key].name
  schedule_expression = each.value.sweep_minutes == 1 ? "rate(1 minute)" : "rate(${each.value.sweep_minutes} minutes)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = each.value.alias_arn
    role_arn = aws_iam_role.this.arn
    input    = jsonencode({ nightshift = { sweep = true } })

    retry_policy {
      maximum_event_age_in_seconds = 60 * each.value.sweep_minutes # then the next sweep does it
      maximum_retry_attempts       = 2
    }

    dead_letter_config {
      arn = each.value.dead_letters_arn
    }
  }
}

module "alarms" {
  source       = "../alarms"
  prefix       = "${var.name}-timers"
  alarm_topics = var.alarm_topics
  tags         = var.tags
  alarms = merge(
    { for name, function in var.functions : "no-sweep-${name}" => {
      description = "No sweep of ${name} was started: lost wake-ups stay lost."
      namespace   = "AWS/Scheduler"
      metric      = "InvocationAttemptCount"
      dimensions  = { ScheduleGroup = aws_scheduler_schedule_group.sweep[name].name }
      comparison  = "LessThanThreshold"
      evaluations = function.sweep_minutes
      missing     = "breaching"
    } },
    { for name, group in merge({ wake-ups = aws_scheduler_schedule_group.this.name }, { for name, group in aws_scheduler_schedule_group.sweep : "sweep-${name}" => group.name }) :
      "failed-${name}" => {
        description = "Scheduler could not call a function: its role, its alias or its concurrency is wrong."
        namespace   = "AWS/Scheduler"
        metric      = "TargetErrorCount"
        dimensions  = { ScheduleGroup = group }
        threshold   = 3
    } },
  )
}

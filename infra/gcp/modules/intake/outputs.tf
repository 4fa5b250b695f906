output "channel" {
  description = "The notification channel that alerting policies name; null without the source alarms."
  value       = one(google_monitoring_notification_channel.alarms[*].name)
  depends_on  = [google_pubsub_subscription_iam_member.dead_letters, google_pubsub_topic_iam_member.dead_letters]
}

output "topics" {
  description = "The topics by source, projects/PROJECT/topics/TOPIC: for budgets, clusters, buckets, findings and rotated secrets."
  value       = local.ids
  depends_on  = [google_pubsub_topic_iam_member.agent] # Secret Manager refuses a topic that its agent may not write to
}

output "dead_letters" {
  description = "The topic for NIGHTSHIFT_DEAD_LETTER_TOPIC, and the subscription that an alert watches."
  value       = { topic = local.dead_letter_topic, subscription = google_pubsub_subscription.dead_letters.name }
}

output "of_members" {
  description = "The topics that carry alarms or pushes of one member each, by SOURCE-PROJECT, for the module member."
  value       = { for key, topic in local.of_members : key => topic.topic }
  depends_on  = [google_pubsub_topic_iam_member.member]
}

output "subscriptions" {
  description = "The names of the push subscriptions by source, for alerts."
  value       = { for source, subscription in google_pubsub_subscription.push : source => subscription.name }
}

output "filters" {
  description = "What decides which event reaches the function: filters of sinks and of subscriptions, by source."
  value       = { logs = local.log_filters, messages = local.message_filters }
}

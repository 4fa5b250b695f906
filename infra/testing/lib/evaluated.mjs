// What Terraform makes of expressions, for tests in Java: the patterns, filters and policies as a cloud would receive them.
// A test run with the name `evaluated` writes infra/testing/evaluated/PATH.json, with one line for each value.

/** The attributes that somebody outside of Terraform evaluates. */
const KEPT = {
  aws_cloudwatch_event_rule: ['event_pattern'],
  aws_cloudwatch_event_target: ['rule', 'arn', 'input'],
  aws_scheduler_schedule: ['schedule_expression', 'target'],
  aws_iam_role: ['assume_role_policy'],
  aws_iam_role_policy: ['policy'],
  aws_iam_policy: ['policy'],
  aws_lambda_function: ['handler', 'environment'],
  aws_dynamodb_table: ['hash_key', 'range_key', 'billing_mode', 'attribute', 'global_secondary_index', 'ttl'],
  aws_sqs_queue: ['name'],
  aws_sns_topic_subscription: ['filter_policy'],
  google_pubsub_subscription: ['filter', 'topic'],
  google_logging_project_sink: ['filter', 'destination'],
  google_project_iam_custom_role: ['role_id', 'permissions'],
  google_project_iam_member: ['role', 'member', 'condition'],
  google_pubsub_topic_iam_member: ['role', 'member', 'topic'],
  google_pubsub_subscription_iam_member: ['role', 'member', 'subscription'],
  google_cloud_run_v2_service_iam_member: ['role', 'member', 'name'],
  google_cloud_tasks_queue_iam_member: ['role', 'member', 'name'],
  google_service_account_iam_member: ['role', 'member', 'service_account_id'],
  google_firestore_field: ['collection', 'field'],
  google_cloud_run_v2_service: ['template'],
};

/** Of modules that watch an application: each alarm, and the policy that answers it. Nightshift's own alarms are for people. */
const WATCHED = {
  aws_cloudwatch_metric_alarm: ['alarm_name', 'namespace', 'metric_name', 'dimensions', 'metric_query', 'threshold'],
  aws_cloudwatch_composite_alarm: ['alarm_name', 'alarm_rule'],
  google_monitoring_alert_policy: ['display_name', 'conditions', 'user_labels', 'severity'],
  // What a policy names.
  aws_autoscaling_group: ['name'],
  aws_ecr_repository: ['name'],
  aws_secretsmanager_secret: ['name'],
  aws_db_instance: ['identifier'],
  aws_db_subnet_group: ['name'],
  aws_backup_vault: ['name'],
  aws_backup_restore_testing_selection: ['protected_resource_arns', 'restore_metadata_overrides'],
  aws_fis_experiment_template: ['stop_condition', 'target'],
  aws_acm_certificate: ['domain_name'],
  google_artifact_registry_repository: ['repository_id', 'location', 'project'],
  google_sql_database_instance: ['name', 'project'],
  google_secret_manager_secret: ['secret_id'],
  google_compute_managed_ssl_certificate: ['managed'],
};

/** All resources of a module and of those in it. */
export function resources(module) {
  return [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(resources)];
}

/** The name of a condition is Google's: random letters here, other ones in each run. */
const unnamed = (conditions) => conditions.map(({ name, ...condition }) => condition);

const parsed = (value, attribute) => {
  if (attribute === 'conditions') return unnamed(value);
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  return JSON.parse(value);
};

/** The text of the file: addresses in order, the kept attributes of each; JSON inside of a string is opened. */
export function evaluatedText(states) {
  const policies = states.flatMap(({ outputs }) => (outputs?.policy ? [['policy', outputs.policy.value]] : []));
  const kept = policies.length > 0 ? { ...KEPT, ...WATCHED, google_cloud_run_v2_service: ['name', 'location', 'project', 'template'] } : KEPT;
  const all = states.flatMap((state) => resources(state.root_module))
    .filter(({ mode, type }) => mode === 'managed' && kept[type])
    .map(({ address, type, values }) => [address, Object.fromEntries(kept[type]
      .filter((name) => values[name] !== null && values[name] !== undefined).map((name) => [name, parsed(values[name], name)]))])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries([...policies, ...all]), null, 2)}\n`;
}

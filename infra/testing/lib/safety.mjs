// What holds for everything that is deployed, whatever module it is of: run on the evaluated state of whole environments.
import { resources } from './evaluated.mjs';

const filled = (list) => (list ?? []).length > 0;
const listed = (value) => (Array.isArray(value) ? value : [value]);

/** The statements of a policy that let somebody do something. */
function allowed(text) {
  if (typeof text !== 'string' || !text.startsWith('{')) return [];
  return listed(JSON.parse(text).Statement ?? []).filter(({ Effect: effect }) => effect === 'Allow');
}

const anybody = ({ Principal: principal, Condition: condition }) => (principal === '*' || principal?.AWS === '*') && !condition;
const anything = ({ Action: action }) => listed(action ?? []).some((name) => name.endsWith('*'));

function policyProblems({ type, values }) {
  const statements = ['policy', 'assume_role_policy', 'access_policy'].flatMap((name) => allowed(values[name]));
  // A key's own policy gives it to its account: AWS's default.
  return [...(type !== 'aws_kms_key' && statements.some(anything) ? ['allows a wildcard of actions'] : []),
    ...(statements.some(anybody) ? ['is open to everybody'] : [])];
}

const OPEN = new Set(['allUsers', 'allAuthenticatedUsers']);

/** By type: what is wrong with a resource, given the rules of the composite alarms, which tell what their parts do not. */
const RULES = {
  aws_cloudwatch_metric_alarm: ({ alarm_actions: actions, alarm_name: name }, rules) => (
    filled(actions) || rules.some((rule) => rule.includes(`"${name}"`)) ? [] : ['tells nobody']),
  aws_cloudwatch_composite_alarm: ({ alarm_actions: actions }) => (filled(actions) ? [] : ['tells nobody']),
  aws_cloudwatch_log_group: ({ retention_in_days: days }) => (days > 0 ? [] : ['is kept for ever']),
  aws_dynamodb_table: ({ deletion_protection_enabled: kept, point_in_time_recovery: recovery }) => (
    [...(kept ? [] : ['can be deleted']), ...(recovery?.[0]?.enabled ? [] : ['cannot be restored to a point in time'])]),
  aws_lambda_event_source_mapping: ({ function_name: name }) => (name?.endsWith(':live') || !name?.startsWith('arn:') ? [] : ['calls no alias']),
  aws_cloudwatch_event_target: ({ dead_letter_config: letters }) => (filled(letters) ? [] : ['has no dead letters']),
  aws_scheduler_schedule: ({ target }) => (filled(target?.[0]?.dead_letter_config) ? [] : ['has no dead letters']),
  google_monitoring_alert_policy: ({ notification_channels: channels }) => (filled(channels) ? [] : ['tells nobody']),
  google_pubsub_subscription: ({ push_config: push, dead_letter_policy: letters }) => (!filled(push) || filled(letters) ? [] : ['has no dead letters']),
  google_firestore_database: ({ delete_protection_state: state, point_in_time_recovery_enablement: recovery }) => (
    [...(state === 'DELETE_PROTECTION_ENABLED' ? [] : ['can be deleted']),
      ...(recovery === 'POINT_IN_TIME_RECOVERY_ENABLED' ? [] : ['cannot be restored to a point in time'])]),
};

function grantProblems({ type, name, values }) {
  if (!type.endsWith('_iam_member')) return [];
  // The door is open, behind its load balancer.
  const open = OPEN.has(values.member) && !(type === 'google_cloud_run_v2_service_iam_member' && name === 'everybody');
  return [...(open ? [`is open to ${values.member}`] : []), ...(/^roles\/(owner|editor)$/.test(values.role) ? [`gives ${values.role}`] : [])];
}

/** Sentences on what is unsafe in the states. */
export function safetyProblems(states) {
  const managed = states.flatMap((state) => resources(state.root_module)).filter(({ mode }) => mode === 'managed');
  const rules = managed.filter(({ type }) => type === 'aws_cloudwatch_composite_alarm').map(({ values }) => values.alarm_rule);
  return managed
    .flatMap((resource) => [...(RULES[resource.type]?.(resource.values, rules) ?? []), ...policyProblems(resource), ...grantProblems(resource)]
      .map((problem) => `${resource.address} ${problem}`));
}

package io.nightshift.remediation.aws.adapter;

import static io.nightshift.aws.IamStatement.allow;

import io.nightshift.aws.IamStatement;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.remediation.execution.CloudPermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The minimal role of the function on Lambda for its enabled actions, as an IAM policy document. Changing calls are limited
 * to resources of the account, and exclude those that opt out by a tag: the opt-out holds even if the function's own
 * guardrail fails.
 *
 * @param account twelve digits, or {@code *}
 * @param region of the function, or {@code *}
 * @param table the ledger's DynamoDB table
 * @param queue the name of the dead-letter queue
 * @param scheduleGroup the EventBridge Scheduler group of the timers
 * @param schedulerRole the ARN of the role with which Scheduler wakes runs
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Service
 *     Authorization Reference</a>
 */
public record AwsRole(
        String account, String region, String table, String queue, String scheduleGroup, String schedulerRole) {

    /** The defaults in the documentation. */
    public static final AwsRole ANY = new AwsRole("*", "*", "nightshift", "nightshift-dead-letters", "nightshift", "*");

    private static final Set<String> LEDGER =
            Set.of("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:Query");

    /**
     * @param actions the enabled actions
     * @param secrets the ARNs of the secrets in the environment
     */
    public Json.Obj policy(Collection<ActionType> actions, List<String> secrets) {
        return policyWith(platform(permissions(actions)), secrets);
    }

    /** @param statements for the function's work, in addition to its infrastructure */
    public Json.Obj policyWith(List<Json> statements, List<String> secrets) {
        var all = own(secrets);
        all.addAll(statements);
        return document(all);
    }

    /** For a function that writes only its log. */
    public Json.Obj policyOf(List<Json> statements) {
        var all = new ArrayList<Json>(List.of(log()));
        all.addAll(statements);
        return document(all);
    }

    private static Json.Obj document(List<Json> statements) {
        return Json.obj().with("Version", "2012-10-17").with("Statement", Json.arr(statements));
    }

    /** Ledger, timers, dead-letter queue, secrets, log: the same for every function. */
    private List<Json> own(List<String> secrets) {
        var statements = new ArrayList<Json>();
        statements.add(allow(
                "Ledger",
                LEDGER,
                List.of(arn("dynamodb", "table/" + table), arn("dynamodb", "table/" + table + "/index/*"))));
        statements.add(allow(
                "Timers",
                Set.of("scheduler:CreateSchedule"),
                List.of(arn("scheduler", "schedule/" + scheduleGroup + "/*"))));
        statements.add(allow("TimersRole", Set.of("iam:PassRole"), List.of(schedulerRole))
                .with(
                        "Condition",
                        IamStatement.where("StringEquals", "iam:PassedToService", Json.of("scheduler.amazonaws.com"))));
        statements.add(allow("DeadLetters", Set.of("sqs:SendMessage"), List.of(arn("sqs", queue))));
        if (!secrets.isEmpty()) {
            statements.add(allow("Secrets", Set.of("secretsmanager:GetSecretValue"), secrets));
        }
        statements.add(log());
        return statements;
    }

    private Json.Obj log() {
        return allow(
                "Log",
                Set.of("logs:CreateLogStream", "logs:PutLogEvents"),
                List.of(arn("logs", "log-group:/aws/lambda/*")));
    }

    /** All permissions for the adapters' calls for these actions: to act, to probe, and to query before and after. */
    public static Set<String> permissions(Collection<ActionType> actions) {
        var needed = CloudPermissions.of(actions, Cloud.AWS, AwsObserver.PERMISSIONS, AwsTargetContext.PERMISSIONS);
        needed.addAll(AwsObserver.PERMISSIONS.getOrDefault("alarm", List.of()));
        return needed;
    }

    /** One statement for calls without a resource, and one for each kind of changed resource. */
    private List<Json> platform(Set<String> needed) {
        var looks = new TreeSet<String>();
        var changes = new TreeMap<String, Set<String>>();
        for (var permission : needed) {
            PermissionScope.of(permission)
                    .ifPresentOrElse(
                            scope -> changes.computeIfAbsent(scope.pattern(), pattern -> new TreeSet<>())
                                    .add(permission),
                            () -> looks.add(permission));
        }
        var statements = new ArrayList<Json>();
        statements.add(allow("Look", looks, List.of("*")));
        changes.forEach((pattern, permissions) -> statements.add(change(pattern, permissions)));
        return statements;
    }

    private Json change(String pattern, Set<String> permissions) {
        var service = pattern.substring(0, pattern.indexOf(':'));
        return allow(
                        "Change" + Character.toUpperCase(service.charAt(0)) + service.substring(1),
                        permissions,
                        List.of(arn(service, pattern.substring(service.length() + 1))))
                // Also true if the tag is missing: only resources that opt out are excluded.
                .with("Condition", IamStatement.where("StringNotEquals", "aws:ResourceTag/nightshift", Json.of("off")));
    }

    private String arn(String service, String rest) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + rest;
    }
}

package io.nightshift.aws;

import static io.nightshift.aws.IamStatement.allow;

import io.nightshift.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The minimal role of a function on Lambda, as an IAM policy document: the infrastructure that every function uses, and the
 * statements of its own work.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov} and the isolated ones
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
        String partition,
        String account,
        String region,
        String table,
        String queue,
        String scheduleGroup,
        String schedulerRole) {

    /** The defaults in the documentation. */
    public static final AwsRole ANY =
            new AwsRole("aws", "*", "*", "nightshift", "nightshift-dead-letters", "nightshift", "*");

    private static final Set<String> LEDGER =
            Set.of("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:Query");

    /** @param statements for the function's work, in addition to its infrastructure */
    public Json.Obj policyWith(List<Json> statements, List<String> secrets) {
        var all = own(secrets);
        all.addAll(statements);
        return IamStatement.document(all);
    }

    /** For a function that writes only its log. */
    public Json.Obj policyOf(List<Json> statements) {
        var all = new ArrayList<Json>(List.of(log()));
        all.addAll(statements);
        return IamStatement.document(all);
    }

    /** Reports whether the statement is about this infrastructure, and not about the function's work. */
    public boolean isOwn(Json statement, List<String> secrets) {
        return own(secrets).contains(statement);
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

    /** In the account and region of the function. */
    public String arn(String service, String rest) {
        return String.join(":", "arn", partition, service, region, account, rest);
    }
}

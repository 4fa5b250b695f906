package io.nightshift.aws;

import io.nightshift.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The role by which EventBridge Scheduler wakes runs.
 *
 * @param account the host's; schedules of other accounts may not use the role
 * @param target the ARN of the function (with its alias) or queue that wake-ups call
 * @param deadLetters the ARN of the queue for wake-ups that could not be delivered
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html">AWS: dead-letter
 *     queues of Scheduler</a>
 */
public record SchedulerRole(String account, String target, Optional<String> deadLetters) {

    public Json.Obj trust() {
        return IamStatement.document(
                List.of(IamStatement.trust("Scheduler", "Service", "scheduler.amazonaws.com", "sts:AssumeRole")
                        .with("Condition", IamStatement.where("StringEquals", "aws:SourceAccount", Json.of(account)))));
    }

    public Json.Obj policy() {
        var statements = new ArrayList<Json>();
        var call = target.contains(":sqs:") ? "sqs:SendMessage" : "lambda:InvokeFunction";
        statements.add(IamStatement.allow("Wake", Set.of(call), List.of(target)));
        deadLetters.ifPresent(queue ->
                statements.add(IamStatement.allow("WakeDeadLetters", Set.of("sqs:SendMessage"), List.of(queue))));
        return IamStatement.document(statements);
    }
}

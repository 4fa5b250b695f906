package io.nightshift.aws.entry;

import io.nightshift.aws.decode.Arn;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Decoded;
import io.nightshift.entry.MemberAccounts;
import io.nightshift.entry.MemberAccounts.Account;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The account that AWS attests to have sent an event to a function. Only the outermost envelope counts, because whoever sends
 * a message writes everything below it: EventBridge writes the account of each event, SNS the topic's ARN, CloudWatch the
 * alarm's ARN. A queue keeps what others send to it, so its messages count only if the configuration says that nobody but
 * EventBridge and SNS may fill it.
 *
 * @param region the function's own
 * @param queues the ARNs of those queues
 */
record AwsSenders(String region, MemberAccounts accounts, Set<String> queues) {

    /** The event of an invocation, without the signals that its sender may not send. */
    Decoded admit(View event, Decoded decoded) {
        return accounts.admit(decoded, envelope(event).or(() -> invocation(event)));
    }

    /** The message of a queue, likewise. */
    Decoded admit(View sqsRecord, Optional<View> body, Decoded decoded) {
        boolean trusted = queues.contains(text(sqsRecord.at("eventSourceARN")));
        return accounts.admit(decoded, trusted ? body.flatMap(AwsSenders::envelope) : Optional.empty());
    }

    /** What EventBridge and SNS write around a message, wherever they send it. */
    private static Optional<Account> envelope(View event) {
        if (event.at("detail-type").isString() && event.at("source").isString()) {
            return account(text(event.at("account")));
        }
        return event.at("Type").isString() ? owner(event.at("TopicArn")) : Optional.empty();
    }

    /** What only an invocation of the function has; its permissions name who may invoke it. */
    private static Optional<Account> invocation(View event) {
        if (event.at("alarmData").isObject() && text(event.at("source")).equals("aws.cloudwatch")) {
            return owner(event.at("alarmArn"));
        }
        var owners = records(event)
                .map(one -> owner(one.at("Sns", "TopicArn")))
                .distinct()
                .toList();
        return owners.size() == 1 ? owners.getFirst() : Optional.empty();
    }

    private static Stream<View> records(View event) {
        try {
            return event.at("Records").isArray() ? event.at("Records").items().stream() : Stream.of();
        } catch (JsonException e) {
            return Stream.of();
        }
    }

    private static Optional<Account> owner(View arn) {
        return Arn.parse(text(arn)).flatMap(its -> account(its.account()));
    }

    private static Optional<Account> account(String id) {
        return id.isEmpty() ? Optional.empty() : Optional.of(new Account(Cloud.AWS, id));
    }

    private static String text(View value) {
        try {
            return value.isString() ? value.text() : "";
        } catch (JsonException e) {
            return "";
        }
    }
}

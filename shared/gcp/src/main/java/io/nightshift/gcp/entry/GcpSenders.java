package io.nightshift.gcp.entry;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.entry.MemberAccounts;
import io.nightshift.entry.MemberAccounts.Account;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The project that Google Cloud attests to have sent a message. A publisher writes everything in a message, so only the
 * subscription counts, whose name Pub/Sub writes: it carries one project's messages, or what log sinks publish. Cloud Logging
 * writes the name of the log of each entry, and who may write into a project's logs is decided by that project.
 */
record GcpSenders(MemberAccounts accounts, GcpMembers members) {

    private static final Pattern LOG = Pattern.compile("projects/([a-z0-9.:-]{1,120})/logs/.+");

    /** The payload without the signals that its sender may not send. */
    Decoded admit(Payload payload, Decoded decoded) {
        return accounts.admit(decoded, sender(payload).map(project -> new Account(Cloud.GCP, project)));
    }

    private Optional<String> sender(Payload payload) {
        var subscription = PayloadEnvelope.event(payload)
                .map(event -> text(event.at("subscription")))
                .orElse("");
        if (members.sinks().contains(subscription)) {
            return PayloadEnvelope.inside(payload).flatMap(GcpSenders::ofLog);
        }
        return members.projects().stream()
                .filter(member -> member.subscriptions().contains(subscription))
                .map(member -> member.project())
                .findFirst();
    }

    private static Optional<String> ofLog(View entry) {
        var name = LOG.matcher(text(entry.at("logName")));
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static String text(View value) {
        try {
            return value.isString() ? value.text() : "";
        } catch (JsonException e) {
            return "";
        }
    }
}

package io.nightshift.chat.slack;

import io.nightshift.core.signature.SlackSignature;
import io.nightshift.entry.Secret;
import java.util.Optional;

/**
 * What this host needs to take requests from Slack.
 *
 * @param secret signs the requests
 * @param app the id of our app
 * @param team the id of our workspace
 */
public record SlackRequests(Secret secret, String app, String team) {

    /** @param value of the secret, read for this request */
    static SlackSignature signature(String value) {
        return new SlackSignature(value);
    }

    /** The action of a button as a command; empty for a button of somebody else. */
    static Optional<String> command(String action) {
        return switch (action) {
            case SlackBlocks.APPROVE -> Optional.of("approve");
            case SlackBlocks.REJECT -> Optional.of("reject");
            case SlackBlocks.EXTEND -> Optional.of("extend");
            case SlackBlocks.ABORT -> Optional.of("abort");
            default -> Optional.empty();
        };
    }
}

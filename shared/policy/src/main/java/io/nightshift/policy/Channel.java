package io.nightshift.policy;

/** A way to send messages to approvers and on-call. */
public sealed interface Channel {

    /** The output of the process, for trials. */
    record Console() implements Channel {}

    /** @param urlFromEnv the environment variable that holds the URL; a URL with a token in it is a secret */
    record Webhook(String urlFromEnv) implements Channel {}
}

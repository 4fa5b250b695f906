package io.nightshift.policy;

/** A way to reach people. */
public sealed interface Channel {

    /** The output of the process, for trying out. */
    record Console() implements Channel {}

    /** @param urlFromEnv the environment variable that holds the URL; a URL with a token in it is a secret */
    record Webhook(String urlFromEnv) implements Channel {}
}

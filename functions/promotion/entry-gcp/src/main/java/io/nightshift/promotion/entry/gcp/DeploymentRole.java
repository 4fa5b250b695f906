package io.nightshift.promotion.entry.gcp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a deployment answers. There are two of one jar, because Cloud Run lets callers in for a whole service or not at all. */
enum DeploymentRole {
    /** Triggers, timers and the sweep, which come with an identity that Cloud Run checks. */
    EVENTS,
    /** GitHub and approvers, who have none: they prove themselves by signatures, and other senders by the token. */
    DOOR;

    /** The property of Micronaut's by which routes are there or not. */
    static final String PROPERTY = "nightshift.serves";

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<DeploymentRole> named(String text) {
        return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
    }
}

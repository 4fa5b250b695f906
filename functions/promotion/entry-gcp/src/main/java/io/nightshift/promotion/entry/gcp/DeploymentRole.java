package io.nightshift.promotion.entry.gcp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The requests that a deployment handles. One jar has two deployments, because Cloud Run checks callers for a whole service
 * or not at all.
 */
enum DeploymentRole {
    /** Triggers, timers and the sweep; Cloud Run checks their identity. */
    EVENTS,
    /**
     * GitHub and approvers, who have no identity there: signatures authenticate them, and the token authenticates other
     * senders.
     */
    DOOR;

    /** The Micronaut property that enables or disables routes. */
    static final String PROPERTY = "nightshift.serves";

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<DeploymentRole> named(String text) {
        return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
    }
}

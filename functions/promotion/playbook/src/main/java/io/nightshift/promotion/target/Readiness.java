package io.nightshift.promotion.target;

import java.util.Locale;

/** The readiness of a deployed version. */
public sealed interface Readiness {

    /** All of it runs and is healthy, as reported by the platform. */
    record Ready() implements Readiness {}

    /** @param progress human-readable: {@code 2 of 4 tasks run} */
    record OnItsWay(String progress) implements Readiness {}

    /** It failed, and the platform does not retry. */
    record Broken(String reason, Cause cause) implements Readiness {

        public Broken(String reason) {
            this(reason, Cause.VERSION);
        }
    }

    /** The reason why a version did not become ready. */
    enum Cause {
        /** The version itself: it is rolled back and quarantined. */
        VERSION,
        /**
         * It ended at its start and nothing restarts it: it is deployed again a few times within {@code settle}, then
         * handled as {@code VERSION}.
         */
        START,
        /** Its image could not be fetched: it is deployed again within {@code settle}, then rolled back, but not quarantined. */
        IMAGE;

        /** The word in a query's response. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

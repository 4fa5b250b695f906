package io.nightshift.promotion.target;

import java.util.Locale;

/** How far a deployed version is. */
public sealed interface Readiness {

    /** All of it runs and is healthy by the platform's own word. */
    record Ready() implements Readiness {}

    /** @param progress for people: {@code 2 of 4 tasks run} */
    record OnItsWay(String progress) implements Readiness {}

    /** It failed, and the platform does not try again. */
    record Broken(String reason, Cause cause) implements Readiness {

        public Broken(String reason) {
            this(reason, Cause.VERSION);
        }
    }

    /** What a version did not become ready for. */
    enum Cause {
        /** The version itself: it is rolled back and quarantined. */
        VERSION,
        /** It ended at its start and nothing restarts it: it is deployed again a few times within {@code settle}, then as above. */
        START,
        /** Its image could not be fetched: it is deployed again within {@code settle}, then rolled back, but not quarantined. */
        IMAGE;

        /** As a look tells it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

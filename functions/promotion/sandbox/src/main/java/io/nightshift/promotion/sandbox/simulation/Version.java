package io.nightshift.promotion.sandbox.simulation;

import java.time.Duration;

/** One pushed digest, and its behaviour. */
record Version(String digest, Nature nature) {

    enum Nature {
        GOOD,
        /** Fails a third of its requests from the first one on. */
        ERRORS,
        /** Fails them starting some time after its first traffic in production. */
        LEAKS,
        /** The scanner finds a critical vulnerability. */
        VULNERABLE,
        /** Never becomes ready. */
        BROKEN
    }

    /** In the middle of the second share. */
    static final Duration LEAKS_AFTER = Duration.ofMinutes(8);

    boolean bad() {
        return nature != Nature.GOOD;
    }
}

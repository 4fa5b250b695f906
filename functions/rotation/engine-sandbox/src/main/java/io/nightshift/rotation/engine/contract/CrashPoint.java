package io.nightshift.rotation.engine.contract;

import java.util.concurrent.Callable;

/** Ends an engine before or after its n-th statement, as the death of its process would. */
public final class CrashPoint {

    /** Not an exception that an engine may handle. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final int statement;
    private final boolean after;
    private int seen;

    /** @param place even: before statement {@code place / 2}; odd: after it */
    public CrashPoint(int place) {
        statement = place / 2;
        after = place % 2 == 1;
    }

    /** Performs one statement, unless this is the place. */
    public synchronized <T> T around(Callable<T> work) throws Exception {
        boolean here = seen++ == statement;
        if (here && !after) {
            throw new Crash();
        }
        var result = work.call();
        if (here) {
            throw new Crash();
        }
        return result;
    }
}

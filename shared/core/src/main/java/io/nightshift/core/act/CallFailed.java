package io.nightshift.core.act;

import java.time.Duration;

/** A failed call. An adapter throws it to its actor, which turns it into a value. */
public final class CallFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final Duration retryAfter;

    public CallFailed(Problem problem) {
        this(problem, Duration.ZERO);
    }

    /** @param retryAfter the wait that the provider requested; zero if none */
    public CallFailed(Problem problem, Duration retryAfter) {
        super(problem.code() + ": " + problem.message(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    public Problem problem() {
        return problem;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}

package io.nightshift.core.act;

/** A failed call. An adapter throws it to its actor, which turns it into a value. */
public final class CallFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public CallFailed(Problem problem) {
        super(problem.code() + ": " + problem.message(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}

package io.nightshift.sandbox.simulation;

/**
 * An invariant that did not hold.
 *
 * @param invariant its name
 * @param what what is wrong, with the run or resource
 */
public record Violation(String invariant, String what) {

    @Override
    public String toString() {
        return invariant + ": " + what;
    }

    /** Ends the night at once; no code under test can catch it by accident, as it catches exceptions only. */
    static final class Found extends Error {
        private static final long serialVersionUID = 1L;

        private final transient Violation violation;

        Found(Violation violation) {
            super(violation.toString(), null, false, false);
            this.violation = violation;
        }

        Violation violation() {
            return violation;
        }
    }
}

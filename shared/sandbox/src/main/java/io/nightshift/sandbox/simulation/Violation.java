package io.nightshift.sandbox.simulation;

/**
 * A violated invariant.
 *
 * @param invariant its name
 * @param what the violation, with the run or resource
 */
public record Violation(String invariant, String what) {

    @Override
    public String toString() {
        return invariant + ": " + what;
    }

    /** Ends the night at once; the code under test cannot catch it by accident, because it only catches exceptions. */
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

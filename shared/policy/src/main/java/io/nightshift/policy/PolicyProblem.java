package io.nightshift.policy;

/**
 * A problem in a policy, and what is valid.
 *
 * @param line from 1
 * @param column from 1
 * @param path the place in the document ({@code rules[2].ladder[0].wait}); empty for the document as a whole
 * @param message one sentence; quotes keys and names from the file, never the value of an unknown key
 */
public record PolicyProblem(int line, int column, String path, String message) {

    /** {@code 12:5: rules[2].ladder[0].wait: expected a duration …}. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}

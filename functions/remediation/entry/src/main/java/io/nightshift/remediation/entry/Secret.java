package io.nightshift.remediation.entry;

/** A value that never gets into a message: its text form does not hold it. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "(secret)";
    }
}

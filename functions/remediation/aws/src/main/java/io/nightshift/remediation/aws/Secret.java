package io.nightshift.remediation.aws;

/** A value that never gets into a message: its text form does not hold it. */
record Secret(String value) {
    @Override
    public String toString() {
        return "(secret)";
    }
}

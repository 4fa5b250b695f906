package io.nightshift.core.run;

/** A run's short name: playbook, dash, twelve hexadecimal digits of the hash of its {@link RunKey}. */
public record RunId(String value) {
    @Override
    public String toString() {
        return value;
    }
}

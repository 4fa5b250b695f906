package io.nightshift.core.signal;

import java.util.Locale;

/** {@code UNKNOWN} is CloudWatch's INSUFFICIENT_DATA: neither healthy nor unhealthy, and never a reason to act. */
public enum AlarmState {
    FIRING,
    OK,
    UNKNOWN;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

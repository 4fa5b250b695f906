package io.nightshift.core.guard;

import java.util.Locale;

/** The degree to which a rule may act. */
public enum Mode {
    /** Record what would be done; notify nobody. */
    OBSERVE,
    /** Record what would be done and send notifications. */
    DRY_RUN,
    /** Act. */
    ACT;

    /** {@code observe}, {@code dry-run}, {@code act}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.nightshift.core.guard;

import java.util.Locale;

/** How much a rule may do. */
public enum Mode {
    /** Record what would be done, tell nobody. */
    OBSERVE,
    /** Record and tell what would be done. */
    DRY_RUN,
    /** Do it. */
    ACT;

    /** {@code observe}, {@code dry-run}, {@code act}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

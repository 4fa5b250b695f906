package io.nightshift.core.signal;

import java.util.Optional;

/** The cloud that a signal comes from; {@code NONE} is everything outside of both clouds (a Prometheus in a rack). */
public enum Cloud {
    AWS,
    GCP,
    NONE;

    /** The lower-case name that policies and JSON use. */
    public String id() {
        return switch (this) {
            case AWS -> "aws";
            case GCP -> "gcp";
            case NONE -> "none";
        };
    }

    public static Optional<Cloud> byId(String id) {
        for (var cloud : values()) {
            if (cloud.id().equals(id)) {
                return Optional.of(cloud);
            }
        }
        return Optional.empty();
    }
}

package io.nightshift.rotation.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * A key as its cloud describes it.
 *
 * @param lastUsed as far as the cloud knows, which is late by up to hours; empty if never
 */
public record IssuedKey(String id, Instant created, boolean active, Optional<Instant> lastUsed) {

    /** When it last did something, its creation included. */
    Instant latest() {
        return lastUsed.filter(created::isBefore).orElse(created);
    }
}

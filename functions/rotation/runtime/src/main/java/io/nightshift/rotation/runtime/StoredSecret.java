package io.nightshift.rotation.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a store says about a secret.
 *
 * @param current the version that applications read; empty if there is none
 * @param pending a version that a rotation made and that is not current; empty if none
 * @param rotated when the current version was made or rotated; empty if unknown
 * @param due when the store starts the next rotation by itself; in the past if rotations fail
 * @param read the last day on which somebody read it, as far as the store knows
 * @param problems why it must not or cannot be rotated, each with its fix
 */
public record StoredSecret(
        String current,
        String pending,
        Map<String, String> tags,
        Optional<Instant> rotated,
        Optional<Instant> due,
        Optional<Instant> read,
        List<String> problems) {

    public StoredSecret {
        tags = Map.copyOf(tags);
        problems = List.copyOf(problems);
    }
}

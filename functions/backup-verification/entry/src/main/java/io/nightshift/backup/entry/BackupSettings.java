package io.nightshift.backup.entry;

import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Secret;
import io.nightshift.entry.SecretStore;
import io.nightshift.entry.Variables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of this function on every cloud.
 *
 * @param secret from which the passwords of restored databases are derived
 */
public record BackupSettings(Secret secret) {

    private static final String SECRET = "NIGHTSHIFT_RESTORE_SECRET";
    private static final int SHORTEST = 32;

    public static final List<EnvironmentVariable> KEYS = List.of(new EnvironmentVariable(
            SECRET, true, "The passwords of restored databases are derived from it; at least 32 characters."));

    /** Empty if it has a problem, which {@code variables} then reports. */
    public static Optional<BackupSettings> read(Variables variables) {
        var secret = variables.secret(SECRET);
        if (variables.get(SECRET).isEmpty()) {
            variables.problem(SECRET + " is missing; expected a secret of at least " + SHORTEST + " characters");
        }
        if (secret.filter(value -> value.shorterThan(SHORTEST)).isPresent()) {
            variables.problem(SECRET + " is invalid: expected at least " + SHORTEST + " characters");
        }
        return secret.map(BackupSettings::new);
    }

    /** @throws SecretStore.UnreadableException when the store does not return it */
    byte[] seed(SecretStore store) {
        return secret.value(store).getBytes(StandardCharsets.UTF_8);
    }
}

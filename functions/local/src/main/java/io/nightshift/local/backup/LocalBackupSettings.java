package io.nightshift.local.backup;

import io.nightshift.backup.policy.BackupPolicies;
import io.nightshift.backup.policy.BackupPolicy;
import io.nightshift.core.signal.Cloud;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Secret;
import io.nightshift.entry.Variables;
import io.nightshift.local.host.FunctionSettings;
import io.nightshift.local.host.SettingsReading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Backup verification's own settings.
 *
 * @param secret from which the passwords of databases in a cloud are derived; another process may go on with a run
 * @param authorities PEM file of RDS's certificate authorities
 */
record LocalBackupSettings(Optional<Secret> secret, Optional<Path> authorities) implements FunctionSettings {

    private static final String SECRET = "NIGHTSHIFT_RESTORE_SECRET";
    private static final String AUTHORITIES = "NIGHTSHIFT_RDS_AUTHORITIES";
    private static final int SHORTEST = 32;
    private static final int SEED_BYTES = 32;

    static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(
                    SECRET,
                    false,
                    "The passwords of databases restored in a cloud are derived from it; at least 32 characters."),
            new EnvironmentVariable(
                    AUTHORITIES,
                    false,
                    "The PEM file of RDS's certificate authorities, global-bundle.pem of truststore.pki.rds.amazonaws.com."));

    static LocalBackupSettings read(SettingsReading reading) {
        var variables = reading.variables();
        var secret = variables.get(SECRET).map(Secret::new);
        if (secret.filter(value -> value.shorterThan(SHORTEST)).isPresent()) {
            variables.problem(SECRET + " is invalid: expected at least " + SHORTEST + " characters");
        }
        var authorities = variables.get(AUTHORITIES).map(Path::of);
        if (authorities.filter(file -> !Files.isReadable(file)).isPresent()) {
            variables.problem(AUTHORITIES + " is invalid: expected a readable PEM file");
        }
        needed(reading, secret.isPresent(), authorities.isPresent());
        return new LocalBackupSettings(secret, authorities);
    }

    private static void needed(SettingsReading reading, boolean secret, boolean authorities) {
        var aws = first(reading, Cloud.AWS).filter(entry -> reading.aws());
        var either = aws.or(() -> first(reading, Cloud.GCP).filter(entry -> reading.gcp()));
        if (either.isPresent() && !secret) {
            missing(reading.variables(), SECRET, either.get());
        }
        if (aws.isPresent() && !authorities) {
            missing(reading.variables(), AUTHORITIES, aws.get());
        }
    }

    private static void missing(Variables variables, String name, BackupPolicy entry) {
        variables.problem(name + " is missing; the policy's backups." + entry.name() + " needs it");
    }

    private static Optional<BackupPolicy> first(SettingsReading reading, Cloud cloud) {
        return BackupPolicies.of(reading.policy()).stream()
                .filter(entry -> entry.subject().origin().cloud() == cloud)
                .findFirst();
    }

    /** Without a secret, it lasts as long as this process, as the servers of dumps do. */
    byte[] seed() {
        if (secret.isPresent()) {
            return secret.get().value().getBytes(StandardCharsets.UTF_8);
        }
        byte[] random = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }
}

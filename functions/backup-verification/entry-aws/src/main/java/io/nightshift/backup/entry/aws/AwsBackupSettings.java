package io.nightshift.backup.entry.aws;

import io.nightshift.aws.entry.AwsConfiguration;
import io.nightshift.aws.entry.AwsEnvironment;
import io.nightshift.backup.entry.BackupSettings;
import io.nightshift.backup.policy.BackupsSection;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.PolicySections;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The complete configuration of the function, read once.
 *
 * @param authorities PEM file of RDS's certificate authorities
 */
record AwsBackupSettings(AwsConfiguration configuration, BackupSettings backups, Path authorities) {

    private static final String AUTHORITIES = "NIGHTSHIFT_RDS_AUTHORITIES";
    private static final String IN_THE_PACKAGE = "/var/task/rds-authorities.pem";

    /** In addition to those of every function on AWS. */
    static final List<EnvironmentVariable> KEYS = Stream.concat(
                    BackupSettings.KEYS.stream(),
                    Stream.of(new EnvironmentVariable(
                            AUTHORITIES,
                            false,
                            "The PEM file of RDS's certificate authorities; " + IN_THE_PACKAGE + ".")))
            .toList();

    /** @throws IllegalStateException with every problem on its own line */
    static AwsBackupSettings read(Map<String, String> variables) {
        var environment = AwsEnvironment.of(variables, KEYS);
        var backups = BackupSettings.read(environment.variables());
        var authorities = Path.of(environment.variables().get(AUTHORITIES).orElse(IN_THE_PACKAGE));
        var configuration = environment.configuration(PolicySections.parser(new BackupsSection()));
        return new AwsBackupSettings(configuration, backups.orElseThrow(), authorities);
    }
}

package io.nightshift.backup.entry.gcp;

import io.nightshift.backup.entry.BackupSettings;
import io.nightshift.backup.policy.BackupsSection;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.PolicySections;
import io.nightshift.gcp.entry.GcpConfiguration;
import io.nightshift.gcp.entry.GcpEnvironment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The complete configuration of the function, read once. */
record GcpBackupSettings(GcpConfiguration cloud, BackupSettings backups) {

    static final List<EnvironmentVariable> KEYS = Stream.concat(
                    GcpEnvironment.KEYS.stream(), BackupSettings.KEYS.stream())
            .toList();

    /** @throws IllegalStateException with every problem on its own line */
    static GcpBackupSettings read(Map<String, String> environment) {
        var variables = GcpEnvironment.variables(environment);
        variables.refuseUnknown(KEYS);
        var common = variables.common(PolicySections.parser(new BackupsSection()));
        var cloud = GcpEnvironment.configuration(variables, common);
        var backups = BackupSettings.read(variables);
        variables.check();
        return new GcpBackupSettings(cloud.orElseThrow(), backups.orElseThrow());
    }
}

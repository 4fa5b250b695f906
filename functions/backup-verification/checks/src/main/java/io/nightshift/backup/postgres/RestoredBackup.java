package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A restored backup in its temporary server, which ends with this object.
 *
 * @param results of reading and restoring, in this order; checks of the data follow only if the database is there
 * @param database empty if nothing was restored
 */
public record RestoredBackup(
        List<CheckResult> results, Optional<TemporaryServer> server, Optional<PostgresAddress> database)
        implements AutoCloseable {

    public RestoredBackup {
        results = List.copyOf(results);
    }

    static RestoredBackup nothing(List<CheckResult> results) {
        return new RestoredBackup(results, Optional.empty(), Optional.empty());
    }

    public BackupVerdict verdict() {
        return BackupVerdict.worst(results.stream().map(CheckResult::verdict).toList());
    }

    @Override
    public void close() throws IOException {
        if (server.isPresent()) {
            server.get().close();
        }
    }
}

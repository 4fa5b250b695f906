package io.nightshift.backup.runtime;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.util.List;

/** The places that have backups to which a host is connected; the first that covers a database serves it. */
public record BackupSources(List<BackupSource> all) {

    public BackupSources {
        all = List.copyOf(all);
    }

    public boolean covers(ProtectedDatabase database) {
        return all.stream().anyMatch(source -> source.covers(database));
    }

    /** @throws CallFailed if this host is connected to no such place */
    public BackupSource of(ProtectedDatabase database) throws CallFailed {
        return all.stream()
                .filter(source -> source.covers(database))
                .findFirst()
                .orElseThrow(() -> new CallFailed(Problem.permanent(
                        "NotConnected",
                        "this host is not connected to the source of " + database.entry() + ", "
                                + database.subject().label())));
    }
}

package io.nightshift.backup.dump;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.core.act.CallFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where dumps and base backups are stored. */
public interface DumpStore {

    boolean covers(ProtectedDatabase database);

    /** Those of that database, the newest first; at most the newest 100. */
    List<StoredBackup> backups(ProtectedDatabase database) throws CallFailed;

    /**
     * The dump as a file or folder of this machine.
     *
     * @param into an empty folder for a copy, which is removed after the restore
     * @throws CallFailed if the store does not give it, or the folder has no room
     */
    Path fetch(ProtectedDatabase database, String id, Path into) throws CallFailed, IOException;
}

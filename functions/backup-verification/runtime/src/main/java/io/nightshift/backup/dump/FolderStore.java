package io.nightshift.backup.dump;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Folders and files of this machine; nothing is copied. */
public record FolderStore() implements DumpStore {

    private static final Set<String> KINDS = Set.of("folder", "file", "base-backup");

    @Override
    public boolean covers(ProtectedDatabase database) {
        return database.source().get("kind") instanceof Json.Str(var kind) && KINDS.contains(kind);
    }

    @Override
    public List<StoredBackup> backups(ProtectedDatabase database) throws CallFailed {
        return listing(database).backups();
    }

    @Override
    public Path fetch(ProtectedDatabase database, String id, Path into) throws CallFailed {
        return listing(database).file(id);
    }

    private static DumpListing listing(ProtectedDatabase database) throws CallFailed {
        try {
            return DumpListing.of(View.of(database.source()));
        } catch (JsonException e) {
            throw DumpBackups.unreadable(e);
        }
    }
}

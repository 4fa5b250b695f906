package io.nightshift.backup.sandbox;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.runtime.BackupSource;
import java.util.Map;

/** A source of backups and its provider, for {@link BackupSourceSuite}. */
public interface SourceUnderTest {

    BackupSource source();

    /** One with at least two backups. */
    ProtectedDatabase database();

    /** Lets some time of the provider pass. */
    void pass();

    /** Somebody else makes something of that name in the restore place. */
    void stranger(String name, Map<String, String> tags);

    void removeStranger(String name);

    /** The id of a backup that does not exist, in the provider's form. */
    default String unknownBackup() {
        return "no-such-backup";
    }
}

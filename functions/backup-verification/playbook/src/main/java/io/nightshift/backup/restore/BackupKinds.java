package io.nightshift.backup.restore;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/** The kinds of resources whose backups are verified. */
public final class BackupKinds {

    /** A folder or a file with dumps; its name is the path. */
    public static final String FOLDER = "backup:folder";

    /** A database that a command of the user backs up and restores; its name is the policy's entry. */
    public static final String COMMAND = "backup:command";

    /** Name: the database, {@code (default)} for most. */
    public static final String FIRESTORE_DATABASE = "firestore:database";

    /** What a run restored; its name is that of the order. Runs that remove what is left over are about it. */
    public static final String RESTORE = "backup:restore";

    /** The kinds of databases. */
    public static final List<String> ALL = List.of(
            FOLDER,
            COMMAND,
            Kinds.RDS_INSTANCE,
            Kinds.RDS_CLUSTER,
            Kinds.SQL_INSTANCE,
            Kinds.S3_BUCKET,
            Kinds.GCS_BUCKET,
            Kinds.BACKUP_VAULT,
            Kinds.DYNAMODB_TABLE,
            FIRESTORE_DATABASE);

    private BackupKinds() {}
}

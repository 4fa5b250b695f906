package io.nightshift.backup.restore;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/** The kinds of resources whose backups are verified. */
public final class BackupKinds {

    /** A folder or a file with dumps; its name is the path. */
    public static final String FOLDER = "backup:folder";

    /** What a run restored; its name is that of the order. Runs that remove what is left over are about it. */
    public static final String RESTORE = "backup:restore";

    /** What a command of the user restores; its name is the user's. */
    public static final String COMMAND = "backup:command";

    /** The kinds of databases, and of what else is backed up. */
    public static final List<String> ALL = List.of(
            FOLDER,
            COMMAND,
            Kinds.RDS_INSTANCE,
            Kinds.RDS_CLUSTER,
            Kinds.SQL_INSTANCE,
            Kinds.DYNAMODB_TABLE,
            Kinds.FIRESTORE_DATABASE,
            Kinds.BACKUP_VAULT,
            Kinds.S3_BUCKET,
            Kinds.GCS_BUCKET);

    private BackupKinds() {}
}

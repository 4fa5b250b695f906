package io.nightshift.backup.aws;

import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.core.act.CallFailed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The backups and restores of one type of database in one region: instances, or Aurora clusters. */
sealed interface RdsRestores permits RdsInstances, RdsClusters {

    /** AWS's own word for the snapshots of AWS Backup, which a listing leaves out unless it asks for them. */
    String AWS_BACKUP = "awsbackup";

    /** The snapshots of that database, in no order. */
    List<StoredBackup> snapshots(String database) throws CallFailed;

    /** The finished copies of snapshots of that database that came from other regions, by the ARN of their original. */
    List<String> originals(String database) throws CallFailed;

    /** The newest point in time to which that database can be restored; empty if there is none. */
    Optional<StoredBackup> latestTime(String database) throws CallFailed;

    Optional<RdsDatabase> find(String name) throws CallFailed;

    /** Every database of that type in the region; without the instances of clusters. */
    List<RdsDatabase> all() throws CallFailed;

    void fromSnapshot(String snapshot, String name, RdsPlace place, Map<String, String> tags) throws CallFailed;

    void fromTime(String database, Instant time, String name, RdsPlace place, Map<String, String> tags)
            throws CallFailed;

    /** The call that a database in state {@code NEXT_STEP} waits for. */
    void complete(RdsDatabase found, RdsPlace place, Map<String, String> tags) throws CallFailed;

    void setPassword(String name, RestorePassword password) throws CallFailed;

    /** Begins to delete it with everything in it, without a last snapshot. */
    void delete(RdsDatabase found) throws CallFailed;
}

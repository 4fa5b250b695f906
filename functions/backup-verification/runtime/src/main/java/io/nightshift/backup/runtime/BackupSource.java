package io.nightshift.backup.runtime;

import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.core.act.CallFailed;
import java.util.List;

/**
 * A place that has backups and can restore them. No verb waits for the provider: each returns within seconds, and the run polls
 * {@link #status} by timers. Every verb may be repeated, also after a crash before its reply arrived; {@code
 * BackupSourceSuite} in the sandbox states it as tests, which every implementation passes.
 *
 * <p>A failed call throws {@link CallFailed}. Its problem is retryable for throttling, lost network, quota that frees itself and an
 * operation in progress; it is permanent for everything that a retry does not help, with these codes: {@link #NAME_TAKEN},
 * {@link #NOT_OURS}, {@link #NO_BACKUP}, {@code Denied}, or the provider's own. {@code mayHaveHappened} is set if it is unknown
 * whether the provider took the call. No message contains a password.
 */
public interface BackupSource {

    /** Something has the name of the order, and does not carry the tag of its run. */
    String NAME_TAKEN = "NameTaken";

    /** It does not carry the tag of the run, so it is not touched. */
    String NOT_OURS = "NotOurs";

    /** The backup of the order does not exist any more. */
    String NO_BACKUP = "NoBackup";

    /** Reports whether this source has backups of the database: by {@code source.kind} and the scope of its account. */
    boolean covers(ProtectedDatabase database);

    /**
     * The backups, the newest first by {@link StoredBackup#takenAt}; those that are running or failed too. At most the newest 100.
     *
     * @return empty if there are none: no error
     */
    List<StoredBackup> find(ProtectedDatabase database) throws CallFailed;

    /**
     * What the provider restored by itself and keeps until it has a verdict: its events are best effort, so the sweep looks for
     * them, too. Most sources have none.
     */
    default List<StoredBackup> waiting(ProtectedDatabase database) throws CallFailed {
        return List.of();
    }

    /**
     * Begins to restore into the isolated place of the policy: no public address, no deletion protection, no backups of its own,
     * the tags of {@link RestoreOrder#tags} at the call. If something of that name carries the tag of the run, it goes on with
     * that one, and makes the next call if its status is {@code NEXT_STEP}; if it does not, fails with {@link #NAME_TAKEN} and
     * touches nothing.
     */
    void restore(ProtectedDatabase database, RestoreOrder order) throws CallFailed;

    /**
     * How far the restore of that name is. States that the adapter does not know are {@code WORKING}, with the provider's word in
     * {@code said}; a name that does not exist is {@code ABSENT}, no error.
     */
    RestoreStatus status(ProtectedDatabase database, RestoreOrder order) throws CallFailed;

    /**
     * Makes the restored database accept our login: the passwords in it are those of the backup's hour. May take effect later:
     * {@link #login} says {@code NotYet} until then.
     *
     * @param password to set, the same in every attempt of a run
     */
    void open(ProtectedDatabase database, RestoreOrder order, RestorePassword password) throws CallFailed;

    /** How the restored database is reached, after {@link #open}. Does not connect. */
    RestoreAccess login(ProtectedDatabase database, RestoreOrder order, RestorePassword password) throws CallFailed;

    /**
     * Tells the provider the verdict, if it asked for the restore: AWS Backup's restore testing. It removes the data when it has
     * the answer, so this is the last call before {@link #remove}. Most sources do nothing.
     */
    default void answer(ProtectedDatabase database, RestoreOrder order, BackupCheckReport report) throws CallFailed {}

    /**
     * Begins to remove what was restored under that name: without a last snapshot, and everything that the restore made with it
     * (instances, then the cluster). Something without the tag of the order's run is not touched: fails with {@link #NOT_OURS}.
     * What does not exist, or is being removed, is no error.
     */
    void remove(ProtectedDatabase database, RestoreOrder order) throws CallFailed;

    /**
     * Everything in the restore place with the tag {@link RestoreOrder#RUN_TAG}, whoever set it, except what is being removed. The
     * sweep compares it with the ledger.
     */
    List<TaggedRestore> tagged(ProtectedDatabase database) throws CallFailed;
}

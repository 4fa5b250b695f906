package io.nightshift.backup.runtime;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.core.act.CallFailed;
import java.time.InstantSource;
import java.util.List;

/** A source whose restores live in this process: for the command line, {@code serve} and containers, not for functions. */
public abstract class ProcessSource implements BackupSource {

    private final HeldRestores held;
    private final InstantSource clock;

    /** @param held those of this process */
    protected ProcessSource(HeldRestores held, InstantSource clock) {
        this.held = held;
        this.clock = clock;
    }

    /** What restores that backup; nothing has begun yet. */
    protected abstract HeldRestores.Work work(ProtectedDatabase database, RestoreOrder order) throws CallFailed;

    @Override
    public final void restore(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        held.begin(order, database.entry(), clock.instant(), work(database, order));
    }

    @Override
    public final RestoreStatus status(ProtectedDatabase database, RestoreOrder order) {
        var status = held.status(order);
        if (status.isGone()) {
            forgotten(database);
        }
        return status;
    }

    /** A process that ended may have left files of that database; most sources leave none. */
    protected void forgotten(ProtectedDatabase database) {}

    /** What this process made has a password of its own. */
    @Override
    public final void open(ProtectedDatabase database, RestoreOrder order, RestorePassword password) {}

    @Override
    public final RestoreAccess login(ProtectedDatabase database, RestoreOrder order, RestorePassword password)
            throws CallFailed {
        return held.access(order);
    }

    @Override
    public final void remove(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        held.remove(order);
    }

    @Override
    public final List<TaggedRestore> tagged(ProtectedDatabase database) {
        return held.tagged();
    }
}

package io.nightshift.sandbox.contract;

import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A ledger in front of which something happens at the n-th commit: right before it, or right after. */
final class Watched implements Ledger {

    private final Ledger store;
    private final int commit;
    private final boolean after;
    private final Runnable event;
    private int commits;

    private Watched(Ledger store, int commit, boolean after, Runnable event) {
        this.store = store;
        this.commit = commit;
        this.after = after;
        this.event = event;
    }

    /** @param commit from 1 */
    static Watched before(int commit, Ledger store, Runnable event) {
        return new Watched(store, commit, false, event);
    }

    static Watched after(int commit, Ledger store, Runnable event) {
        return new Watched(store, commit, true, event);
    }

    /** How many commits came by. */
    int commits() {
        return commits;
    }

    @Override
    public Commit commit(Turn turn) {
        boolean now = ++commits == commit;
        if (now && !after) {
            event.run();
        }
        var result = store.commit(turn);
        if (now && after) {
            event.run();
        }
        return result;
    }

    @Override
    public Optional<Run> run(RunId id) {
        return store.run(id);
    }

    @Override
    public Map<String, Marker> markers(Set<String> keys) {
        return store.markers(keys);
    }

    @Override
    public Page<Entry> entries(RunId id, Optional<String> from, int limit) {
        return store.entries(id, from, limit);
    }

    @Override
    public Page<Run> runs(Optional<String> from, int limit) {
        return store.runs(from, limit);
    }

    @Override
    public Page<RunId> due(Instant now, Optional<String> from, int limit) {
        return store.due(now, from, limit);
    }
}

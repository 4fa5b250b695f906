package io.nightshift.sandbox.contract;

import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Turn;

/** A ledger that runs something at the n-th commit: right before or right after it. */
final class InterceptedLedger implements LedgerDecorator {

    private final Ledger store;
    private final int commit;
    private final boolean after;
    private final Runnable event;
    private int commits;

    private InterceptedLedger(Ledger store, int commit, boolean after, Runnable event) {
        this.store = store;
        this.commit = commit;
        this.after = after;
        this.event = event;
    }

    /** @param commit from 1 */
    static InterceptedLedger before(int commit, Ledger store, Runnable event) {
        return new InterceptedLedger(store, commit, false, event);
    }

    static InterceptedLedger after(int commit, Ledger store, Runnable event) {
        return new InterceptedLedger(store, commit, true, event);
    }

    @Override
    public Ledger behind() {
        return store;
    }

    /** The number of commits so far. */
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
}

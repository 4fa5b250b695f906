package io.nightshift.core.ledger;

import java.util.List;

/** A ledger that writes several turns at little more than the cost of one. */
public interface BatchLedger extends Ledger {

    /** The result of one turn of several. */
    sealed interface Written {

        /** The value that {@link Ledger#commit} returns. */
        record Known(Commit commit) implements Written {}

        /** The exception that {@link Ledger#commit} throws. */
        record Failed(LedgerException failure) implements Written {}
    }

    /**
     * Does the same as {@link #commit} for each turn in order, and returns the results in that order. A turn may rely
     * on marks that an earlier one writes.
     */
    List<Written> writeAll(List<Turn> turns);
}

package io.nightshift.core.ledger;

import java.util.List;

/** A ledger that writes several turns for little more than the price of one. */
public interface BatchLedger extends Ledger {

    /** What became of one turn of several. */
    sealed interface Written {

        /** What {@link Ledger#commit} returns. */
        record Known(Commit commit) implements Written {}

        /** What {@link Ledger#commit} throws. */
        record Failed(LedgerException failure) implements Written {}
    }

    /**
     * Does what {@link #commit} does for each turn, in their order, and gives the results in that order. A turn may rely on
     * marks that an earlier one writes.
     */
    List<Written> writeAll(List<Turn> turns);
}

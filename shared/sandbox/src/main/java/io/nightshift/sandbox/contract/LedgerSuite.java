package io.nightshift.sandbox.contract;

import io.nightshift.core.ledger.Ledger;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract of {@link Ledger}. A store's test extends it, returns a new ledger for each test, and adds tests for faults
 * that only that store can have.
 */
public abstract class LedgerSuite
        implements LedgerStorageContract,
                LedgerAtomicityContract,
                LedgerPagingContract,
                LedgerOpenRunsContract,
                LedgerConflictContract,
                LedgerEngineContract,
                LedgerExpiryContract {

    private Ledger ledger;

    /** An empty ledger; called once before each test. */
    protected abstract Ledger open();

    @BeforeEach
    void openLedger() {
        ledger = open();
    }

    @Override
    public final Ledger ledger() {
        return ledger;
    }

    /** Waits until {@link Ledger#due} and {@link Ledger#runs} show all committed writes; most stores never lag. */
    @Override
    public void settle() {}
}

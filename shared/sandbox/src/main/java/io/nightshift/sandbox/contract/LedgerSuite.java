package io.nightshift.sandbox.contract;

import io.nightshift.core.ledger.Ledger;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract of {@link Ledger}. A store's test extends it, gives a fresh ledger for each test, and adds what only that
 * store can get wrong.
 */
public abstract class LedgerSuite
        implements KeepsWhatIsWritten,
                WritesAllOrNothing,
                ListsInPages,
                LetsOneWriterWin,
                CarriesTheEngine,
                ExpiresOnTime {

    private Ledger ledger;

    /** A ledger in which nothing is stored yet; called once before each test. */
    protected abstract Ledger open();

    @BeforeEach
    void openLedger() {
        ledger = open();
    }

    @Override
    public final Ledger ledger() {
        return ledger;
    }

    /** Waits until {@link Ledger#due} and {@link Ledger#runs} show everything that was committed; most stores never lag. */
    @Override
    public void settle() {}
}

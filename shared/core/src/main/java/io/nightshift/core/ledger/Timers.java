package io.nightshift.core.ledger;

import io.nightshift.core.run.RunId;
import java.time.Instant;

/**
 * Wakes runs. A timer may fire late, twice or never: the run's own wake-ups in the ledger are the truth, and the sweeper
 * finds what a timer lost. So setting one may fail without harm, by {@link LedgerException}.
 */
public interface Timers {

    /** Asks to wake the run at that time or soon after. The same run, name and time again changes nothing. */
    void set(RunId run, String name, Instant at);
}

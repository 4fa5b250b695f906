package io.nightshift.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.RunId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The same for stores that delete by themselves what has expired: the run, and some time later its entries, each by itself. */
public abstract class ExpiryDamageSuite extends DamageSuite {

    /** How long the store under test keeps a run. */
    protected static final Duration KEEP = Duration.ofDays(30);

    protected abstract void deleteEntry(RunId id, long number);

    @Test
    void whatExpiredIsNoFaultAndWhatIsGoneEarlierIsOne() throws Exception {
        var run = write(NextTurn.first("a")
                .entries(3)
                .finished(Outcome.RESOLVED, "well")
                .sealed());
        deleteRun(run.id());
        deleteEntry(run.id(), 0);

        var due = run.changedAt().plus(KEEP);
        var gone = Audit.verify(ledger(), run.id(), due);
        assertThat(gone.faults()).isEmpty();
        assertThat(gone.notes().toString()).contains("retention removed it");
        assertThat(Audit.verify(ledger(), run.id(), due.minusSeconds(1))
                        .faults()
                        .toString())
                .contains("not earlier");

        overwriteEntry(run.id(), 1, "{}");
        assertThat(Audit.verify(ledger(), run.id(), due).faults()).isNotEmpty();
    }

    @Test
    void aRunThatWasOpenDidNotExpire() throws Exception {
        var run = write(NextTurn.first("a").entries(3).sealed());
        deleteRun(run.id());
        assertThat(Audit.verify(ledger(), run.id()).faults()).isNotEmpty();
    }
}

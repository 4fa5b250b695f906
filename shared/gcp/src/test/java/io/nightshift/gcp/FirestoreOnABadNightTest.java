package io.nightshift.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.sandbox.contract.LedgerSuite;
import io.nightshift.sandbox.contract.NextTurn;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of all ledgers holds though answers are lost, calls throttled and the service fails all the time. */
final class FirestoreOnABadNightTest extends LedgerSuite {

    /** So many attempts that no read fails in all of them, whoever else reads at the same time. */
    private static final RetryPolicy LONG = new RetryPolicy(
            12, Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofMillis(1), Duration.ofMillis(2));

    private final FirestoreBench bench = new FirestoreBench(new FirestoreBadNetwork());

    @Override
    protected Ledger open() {
        return bench.ledger(FirestoreBench.SETTINGS, LONG);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** So that the suite does not pass because nothing went wrong. */
    @Test
    void mostTurnsTakeSeveralAttempts() {
        var run = write(NextTurn.first("one").entries(1).turn());
        for (int i = 0; i < 19; i++) {
            run = write(NextTurn.after(run).entries(1).turn());
        }

        assertThat(ledger().run(run.id())).contains(run);
        assertThat(bench.server.methods()).filteredOn("Commit"::equals).hasSizeGreaterThan(60);
    }
}

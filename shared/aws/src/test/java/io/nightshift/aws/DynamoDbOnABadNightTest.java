package io.nightshift.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.ledger.Ledger;
import io.nightshift.sandbox.contract.LedgerSuite;
import io.nightshift.sandbox.wire.FastRetries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of all ledgers holds though replies are lost, calls throttled and the service fails all the time. */
final class DynamoDbOnABadNightTest extends LedgerSuite {

    private final LedgerBench bench = new LedgerBench(FastRetries.POLICY, BadNetwork::new);

    @Override
    protected Ledger open() {
        return bench.ledger();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** So that the suite does not pass because nothing went wrong. */
    @Test
    void mostTurnsTakeSeveralAttempts() {
        var run = Runs.fresh("one");
        for (int i = 0; i < 20; i++) {
            var turn = Runs.after(run).turn();
            ledger().commit(turn);
            run = turn.run();
        }

        assertThat(ledger().run(run.id())).contains(run);
        assertThat(bench.server.requests(Wire.operation("TransactWriteItems"))).hasSizeGreaterThan(32);
    }
}

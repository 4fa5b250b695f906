package io.nightshift.gcp;

import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.contract.TimersSuite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The contract of all timers, on a queue in memory over gRPC. */
final class CloudTasksTimersContractTest extends TimersSuite {

    private Optional<CloudTasksBench> bench = Optional.empty();

    @Override
    protected Timers open(ManualClock clock) {
        var opened = new CloudTasksBench(clock);
        bench = Optional.of(opened);
        return opened.timers(clock);
    }

    @Override
    protected List<RunId> woken(Instant now) {
        return bench.orElseThrow().due(now);
    }

    @Override
    protected int waiting() {
        return bench.orElseThrow().queue.tasks().size();
    }

    @AfterEach
    void close() {
        bench.ifPresent(CloudTasksBench::close);
    }
}

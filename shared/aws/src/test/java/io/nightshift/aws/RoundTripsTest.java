package io.nightshift.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.world.VirtualTime;
import io.nightshift.sandbox.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often a typical run goes to DynamoDB: each round trip costs a few milliseconds of somebody's night. */
final class RoundTripsTest {

    private static final Resource INSTANCE =
            new Resource(Origin.aws("111122223333", Wire.REGION), Resource.Kinds.EC2_INSTANCE, "i-0abc");

    private final LedgerBench bench = new LedgerBench(FastRetries.POLICY);
    private final DynamoDbLedger ledger = bench.ledger();
    private final VirtualTime time = new VirtualTime(Runs.START);
    private final List<EngineResult> handled = new ArrayList<>();
    private final World world = new World(time, this::deliver);
    private final Engine engine = new Engine(Ports.of(ledger, time, new OneRule(), time)
            .function(new FunctionModule(new DynamoDbEngine(), DynamoDbEngine.CATALOGUE))
            .adapters(Adapters.of(world))
            .messenger(world)
            .build());

    private void deliver(Signal signal) {
        handled.addAll(engine.handle(signal));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aTypicalRunNeedsFewRoundTrips() {
        world.add(INSTANCE).curedBy("nudge", Duration.ofMinutes(1)).in("web");
        time.wakeBy(engine::wake);

        var alarm = world.breaks(INSTANCE);
        assertThat(counted("the alarm that starts a run and acts")).isLessThanOrEqualTo(6);
        deliver(alarm);
        assertThat(counted("the same alarm again")).isLessThanOrEqualTo(2);
        // Each turn of a run that is there compares it with its newest entry before it goes on: one read more.
        time.runUntil(Runs.START.plus(Duration.ofMinutes(1)));
        assertThat(counted("its recovery")).isLessThanOrEqualTo(4);
        time.runUntil(Runs.START.plus(Duration.ofMinutes(10)));
        assertThat(counted("all timers until it is resolved")).isLessThanOrEqualTo(8);
        new Sweeper(engine, ledger, time).sweep();
        assertThat(counted("a sweep that finds nothing")).isEqualTo(4);

        assertThat(handled)
                .extracting(EngineResult::kind)
                .containsExactly(EngineResult.Kind.STARTED, EngineResult.Kind.DUPLICATE, EngineResult.Kind.JOINED);
        var runs = ledger.runs(Optional.empty(), 5).items();
        assertThat(runs).extracting(Run::outcome).containsExactly(Optional.of(Outcome.RESOLVED));
        assertThat(Audit.verify(ledger, runs.getFirst().id()).whole()).isTrue();
        assertThat(world.changes()).hasSize(1);
    }

    private int counted(String what) {
        var calls = bench.calls();
        Map<String, Long> byName =
                calls.stream().collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        System.out.println("round trips to DynamoDB, " + what + ": " + calls.size() + " " + byName);
        return calls.size();
    }
}

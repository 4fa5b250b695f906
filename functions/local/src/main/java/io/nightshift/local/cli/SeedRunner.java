package io.nightshift.local.cli;

import io.nightshift.sandbox.simulation.NightResult;
import io.nightshift.sandbox.simulation.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Runs many simulated nights on all cores, and sums up their results. Each night has one thread; the result does not depend
 * on their order.
 */
final class SeedRunner {

    /** The number of nights between two progress reports. */
    private static final long BATCH = 200;

    private final Simulator simulator;
    private final long from;
    private final long seeds;
    private final List<Long> failing = new ArrayList<>();
    private long runs;
    private long commits;
    private long changes;
    private long mishaps;

    SeedRunner(Simulator simulator, long from, long seeds) {
        this.simulator = simulator;
        this.from = from;
        this.seeds = seeds;
    }

    void live(Consumer<String> progress) {
        for (long done = 0; done < seeds; done += BATCH) {
            long until = Math.min(seeds, done + BATCH);
            LongStream.range(from + done, from + until)
                    .parallel()
                    .mapToObj(simulator::night)
                    .toList()
                    .forEach(this::add);
            if (until < seeds) {
                progress.accept("%d of %d nights, %d failed".formatted(until, seeds, failing.size()));
            }
        }
    }

    private void add(NightResult night) {
        runs += night.runs();
        commits += night.commits();
        changes += night.changes();
        mishaps += night.mishaps();
        if (night.violation().isPresent()) {
            failing.add(night.seed());
        }
    }

    /** The seeds that failed, the lowest first. */
    List<Long> failing() {
        return failing;
    }

    long runs() {
        return runs;
    }

    long commits() {
        return commits;
    }

    long changes() {
        return changes;
    }

    long mishaps() {
        return mishaps;
    }
}

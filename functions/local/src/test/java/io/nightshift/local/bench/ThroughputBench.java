package io.nightshift.local.bench;

import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Signals decided and committed on the in-memory ledger, next to the least that any program has to do for one: to hash 600
 * characters and put them into a map. Each of the kinds is measured in turns with the others, on a fresh ledger each time;
 * the figure is the median. Then how time and memory grow with the number of runs.
 */
public final class ThroughputBench {

    private static final int ROUNDS = 3;
    private static final int[] SIZES = {1_000, 10_000, 100_000, 1_000_000};

    /** Deeds for one alarm after another, on a ledger of their own. */
    private interface Deeds {
        void of(int alarm);
    }

    /**
     * @param each how many signals one deed is
     */
    private record Kind(String name, int each, java.util.function.Supplier<Deeds> fresh) {}

    private static final Kind BARE = new Kind("bare hash and map", 1, ThroughputBench::bare);

    private static final Kind COMMITTED = new Kind("begins or joins a run", 2, () -> {
        var bench = new Workbench(new InMemoryLedger());
        return alarm -> {
            is(EngineResult.Kind.STARTED, bench.fires(alarm));
            is(EngineResult.Kind.JOINED, bench.recovers(alarm));
        };
    });

    private static final Kind DUPLICATE = new Kind("is a duplicate", 1, () -> {
        var bench = new Workbench(new InMemoryLedger());
        bench.fires(0);
        return alarm -> is(EngineResult.Kind.DUPLICATE, bench.fires(0));
    });

    private static final Kind ACTED = new Kind("begins a run that acts", 1, () -> {
        var bench = new Workbench(new InMemoryLedger());
        return alarm -> is(EngineResult.Kind.STARTED, bench.firesAndIsActedOn(alarm));
    });

    private static final List<Kind> KINDS = List.of(BARE, COMMITTED, DUPLICATE, ACTED);

    private final Figures figures = new Figures("throughput");
    private final int deeds;
    private final int most;
    private final boolean print;

    /**
     * @param deeds for how many alarms one measurement does its deeds
     * @param most the most runs of the ledger that grows
     */
    private ThroughputBench(int deeds, int most, boolean print) {
        this.deeds = deeds;
        this.most = most;
        this.print = print;
    }

    private void say(String line) {
        Progress.end();
        if (print) {
            System.out.println(line);
        }
    }

    private static Deeds bare() {
        var map = new HashMap<String, String>();
        var text = "x".repeat(580);
        return alarm -> map.put(Sha256.hex(text + alarm), text);
    }

    private static void is(EngineResult.Kind wanted, EngineResult handled) {
        if (handled.kind() != wanted) {
            throw new IllegalStateException("expected " + wanted + ", but it is " + handled);
        }
    }

    public static void main(String[] args) throws Exception {
        var options = Arrays.asList(args);
        boolean json = options.contains("--json");
        var figures = measure(number(options, "--deeds", 20_000), number(options, "--runs", 1_000_000), !json);
        if (json) {
            System.out.println(figures.toJson().text());
        }
    }

    private static int number(List<String> options, String name, int otherwise) {
        int at = options.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(options.get(at + 1));
    }

    static Figures measure(int deeds, int most, boolean print) throws Exception {
        var bench = new ThroughputBench(deeds, most, print);
        bench.kinds();
        bench.allCores();
        bench.growth();
        Progress.end();
        return bench.figures;
    }

    /** CPU microseconds for each signal. */
    private double cost(Kind kind) {
        var fresh = kind.fresh().get();
        var meter = new Meter();
        for (int alarm = 0; alarm < deeds; alarm++) {
            fresh.of(alarm);
        }
        return meter.cpuSeconds() * 1e6 / deeds / kind.each();
    }

    private void kinds() {
        var costs = new double[KINDS.size()][ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            for (int kind = 0; kind < costs.length; kind++) {
                Progress.tell("round " + (round + 1) + " of " + ROUNDS + ": "
                        + KINDS.get(kind).name());
                double cost = cost(KINDS.get(kind));
                if (round >= 0) {
                    costs[kind][round] = cost;
                }
            }
        }
        say(String.format(
                Locale.ROOT,
                "%-28s %14s %14s %18s",
                "A SIGNAL THAT",
                "us of CPU",
                "a second, core",
                "ratio to bare map"));
        double bare = median(costs[0]);
        for (int kind = 0; kind < costs.length; kind++) {
            double cost = median(costs[kind]);
            say(String.format(
                    Locale.ROOT, "%-28s %14.2f %14.0f %18.1f", KINDS.get(kind).name(), cost, 1e6 / cost, cost / bare));
            if (kind > 0) {
                figures.higher("a signal that " + KINDS.get(kind).name(), 1e6 / cost, "signals/s/core");
                figures.lower(KINDS.get(kind).name() + ", to bare hash and map", cost / bare, "times");
            }
        }
    }

    private static double median(double[] values) {
        var sorted = DoubleStream.of(values).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** As many threads as there are cores, on one ledger: how long it takes on the clock. */
    private void allCores() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        var seconds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            Progress.tell("all " + cores + " cores: round " + (round + 1) + " of " + ROUNDS);
            var ledger = new InMemoryLedger();
            var tasks = IntStream.range(0, cores)
                    .mapToObj(core -> task(new Workbench(ledger), core))
                    .toList();
            try (var threads = Executors.newFixedThreadPool(cores)) {
                var meter = new Meter();
                for (var done : threads.invokeAll(tasks)) {
                    done.get();
                }
                seconds[round] = meter.seconds();
            }
        }
        double rate = 2.0 * deeds * cores / median(seconds);
        say("");
        say(String.format(
                Locale.ROOT,
                "%d threads on one ledger: %.0f signals a second by the clock, %.0f for each core",
                cores,
                rate,
                rate / cores));
        figures.higher("all cores on one ledger, by the clock", rate / cores, "signals/s/core");
    }

    private Callable<Integer> task(Workbench bench, int core) {
        return () -> {
            for (int alarm = core * deeds; alarm < (core + 1) * deeds; alarm++) {
                is(EngineResult.Kind.STARTED, bench.fires(alarm));
                is(EngineResult.Kind.JOINED, bench.recovers(alarm));
            }
            return core;
        };
    }

    private record Grown(int runs, double micros, double bytes) {}

    private void growth() {
        say("");
        say(String.format(
                Locale.ROOT,
                "%-28s %14s %14s %14s %10s",
                "RUNS IN ONE LEDGER",
                "us of CPU",
                "ratio to first",
                "heap, bytes",
                "ratio"));
        var grown = new ArrayList<Grown>();
        for (int runs : SIZES) {
            if (runs <= most) {
                Progress.tell("a ledger with " + runs + " runs");
                grown.add(grow(runs));
                var first = grown.getFirst();
                var last = grown.getLast();
                double time = last.micros() / first.micros();
                double heap = last.bytes() / first.bytes();
                say(String.format(
                        Locale.ROOT,
                        "%-28d %14.2f %14.2f %14.0f %10.2f",
                        runs,
                        last.micros(),
                        time,
                        last.bytes(),
                        heap));
            }
        }
        var last = grown.getLast();
        figures.lower(
                "time of a signal at most runs, to that at fewest",
                last.micros() / grown.getFirst().micros(),
                "times");
        figures.lower("heap of a run", last.bytes(), "bytes");
    }

    /** Each run has one turn; small ledgers are filled several times, for the clock's sake. */
    private Grown grow(int runs) {
        int times = Math.max(1, 2 * deeds / runs);
        double cpu = 0;
        long before = Meter.heap();
        double bytes = 0;
        for (int time = 0; time < times; time++) {
            var ledger = new InMemoryLedger();
            var bench = new Workbench(ledger);
            var meter = new Meter();
            for (int alarm = 0; alarm < runs; alarm++) {
                is(EngineResult.Kind.STARTED, bench.fires(alarm));
            }
            cpu += meter.cpuSeconds();
            if (time == times - 1) {
                bytes = Meter.heap() - before;
                is(EngineResult.Kind.DUPLICATE, bench.fires(runs - 1));
            }
        }
        return new Grown(runs, cpu * 1e6 / times / runs, bytes / runs);
    }
}

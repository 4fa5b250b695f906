package io.nightshift.sandbox.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Reads hostile inputs one after the other and collects faults, with the seed that reproduces each. */
public final class FuzzRun<T> {

    private static final long MILLISECOND = 1_000_000;
    private static final int MOST_FAULTS = 20;

    private final Function<HostileInput, T> reader;
    private final Check<T> check;
    private final CostMeter gauge = new CostMeter();
    private final List<String> faults = new ArrayList<>();
    private int read;
    private int slow;
    private long slowest;
    private String slowestStory = "";
    private long most;
    private String mostStory = "";

    /** Checks a result; returns one text for each fault. */
    @FunctionalInterface
    public interface Check<T> {
        List<String> faults(HostileInput input, T result);
    }

    public FuzzRun(Function<HostileInput, T> reader, Check<T> check) {
        this.reader = reader;
        this.check = check;
    }

    /**
     * The limits for one input.
     *
     * @param millis of CPU time
     * @param excess bytes beyond 64 times its size
     */
    public record Limits(long millis, long excess) {}

    /** Reads inputs starting at the first seed; the first tenth, at most 5,000, only warms the machine up. */
    public FuzzRun<T> run(LongFunction<HostileInput> inputs, int count, Limits limits) {
        int warm = Math.min(5_000, count / 10);
        for (long seed = 0; seed < count; seed++) {
            one(inputs.apply(seed), limits, seed >= warm);
        }
        return this;
    }

    private void one(HostileInput input, Limits limits, boolean warm) {
        var reading = gauge.read(() -> reader.apply(input));
        read++;
        reading.thrown().ifPresent(thrown -> fault(input, "throws " + thrown));
        reading.result().ifPresent(result -> check.faults(input, result).forEach(fault -> fault(input, fault)));
        if (warm) {
            time(input, limits, reading.nanos());
            long excess = reading.bytes() - 64L * input.payload().body().length;
            if (excess > most) {
                most = excess;
                mostStory = input.story();
            }
            if (excess > limits.excess()) {
                fault(
                        input,
                        "allocates " + reading.bytes() + " bytes for "
                                + input.payload().body().length);
            }
        }
    }

    /** A slow input is read again: a pause of the machine is not the input's fault. */
    private void time(HostileInput input, Limits limits, long first) {
        long nanos = first;
        for (int i = 0; i < 3 && nanos > limits.millis() * MILLISECOND; i++) {
            nanos = Math.min(nanos, gauge.read(() -> reader.apply(input)).nanos());
        }
        if (nanos > slowest) {
            slowest = nanos;
            slowestStory = input.story();
        }
        slow += nanos > limits.millis() * MILLISECOND ? 1 : 0;
    }

    private void fault(HostileInput input, String what) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(input.story() + ": " + what);
        }
    }

    /** At most 20. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** CPU time of the slowest input, in milliseconds. */
    public long slowestMillis() {
        return slowest / MILLISECOND;
    }

    @Override
    public String toString() {
        return "%,d inputs; slowest %d ms (%s), %d above the limit; most %,d bytes beyond 64 times the size (%s)"
                .formatted(read, slowestMillis(), slowestStory, slow, most, mostStory);
    }
}

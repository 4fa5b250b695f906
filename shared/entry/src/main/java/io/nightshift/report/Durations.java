package io.nightshift.report;

import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** Counts durations by whole seconds: exact quantiles, in memory that does not grow with the number of equal ones. */
public final class Durations {

    private final TreeMap<Long, Long> bySeconds = new TreeMap<>();
    private long number;

    public void add(Duration one) {
        bySeconds.merge(Math.max(0, one.toSeconds()), 1L, Long::sum);
        number++;
    }

    /**
     * The shortest duration that this share of all does not exceed; empty if there is none.
     *
     * @param share 0.5 for the median
     */
    public Optional<Duration> quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * number));
        for (var one : bySeconds.entrySet()) {
            rank -= one.getValue();
            if (rank <= 0) {
                return Optional.of(Duration.ofSeconds(one.getKey()));
            }
        }
        return Optional.empty();
    }
}

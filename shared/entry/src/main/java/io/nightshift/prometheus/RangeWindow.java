package io.nightshift.prometheus;

import java.time.Instant;

/**
 * The points of a series: whole multiples of the step, so that two queries for the same time get the same points. A point
 * represents the step before it; the first step begins inside the window.
 *
 * @param first in Unix seconds, as is last
 * @param step in seconds
 */
public record RangeWindow(long first, long last, long step) {

    public static RangeWindow of(Instant since, Instant until, long step) {
        long first = (Math.ceilDiv(since.getEpochSecond(), step) + 1) * step;
        return new RangeWindow(first, Math.floorDiv(until.getEpochSecond(), step) * step, step);
    }

    public long points() {
        return last < first ? 0 : (last - first) / step + 1;
    }
}

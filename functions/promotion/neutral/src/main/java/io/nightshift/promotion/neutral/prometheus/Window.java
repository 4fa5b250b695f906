package io.nightshift.promotion.neutral.prometheus;

import java.time.Instant;

/**
 * The points of a series: whole multiples of the step, so that two queries for the same time get the same points. A point
 * represents the step before it; the first step begins inside the window.
 *
 * @param first in Unix seconds, as is last
 * @param step in seconds
 */
record Window(long first, long last, long step) {

    static Window of(Instant since, Instant until, long step) {
        long first = (Math.ceilDiv(since.getEpochSecond(), step) + 1) * step;
        return new Window(first, Math.floorDiv(until.getEpochSecond(), step) * step, step);
    }

    long points() {
        return last < first ? 0 : (last - first) / step + 1;
    }
}

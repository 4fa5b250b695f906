package io.nightshift.promotion.aws.cloudwatch;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The whole steps between two times. CloudWatch counts its periods from full minutes and hours, so the steps are aligned to
 * them; a partial step at either end is omitted.
 *
 * @param from the start of the first step, inclusive
 * @param to the end of the last step
 * @param step in seconds
 */
record PeriodGrid(Instant from, Instant to, int step) {

    static final String PERIODS = "1, 5, 10, 20, 30 or a multiple of 60";

    private static final List<Integer> SHORT = List.of(1, 5, 10, 20, 30);

    static PeriodGrid of(View with, String since, String until) throws JsonException {
        long step = with.at("stepSeconds").integer();
        if (!isPeriod(step)) {
            throw with.at("stepSeconds").wrong(PERIODS + ": CloudWatch has no other period");
        }
        long from = Math.ceilDiv(time(with.at(since)).getEpochSecond(), step) * step;
        long to = Math.floorDiv(time(with.at(until)).getEpochSecond(), step) * step;
        return new PeriodGrid(Instant.ofEpochSecond(from), Instant.ofEpochSecond(Math.max(from, to)), (int) step);
    }

    static boolean isPeriod(long seconds) {
        return seconds >= 1 && seconds <= 86_400 && (seconds % 60 == 0 || SHORT.contains((int) seconds));
    }

    private static Instant time(View value) throws JsonException {
        try {
            return Instant.parse(value.text());
        } catch (DateTimeException e) {
            throw value.wrong("an instant such as 2026-11-21T03:04:05Z");
        }
    }

    boolean isEmpty() {
        return !from.isBefore(to);
    }

    /** The starts of all steps. */
    List<Instant> steps() {
        return LongStream.iterate(from.getEpochSecond(), at -> at < to.getEpochSecond(), at -> at + step)
                .mapToObj(Instant::ofEpochSecond)
                .toList();
    }
}

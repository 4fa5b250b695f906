package io.nightshift.promotion.gcp.observe;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The times that a query covers: whole steps starting at {@code since}, each named by its end.
 *
 * @param steps the number of steps; the rest until the end of the query belongs to the next one
 */
record AlignmentGrid(Instant since, Duration step, int steps) {

    /** The minimum alignment of Cloud Monitoring. */
    static final Duration LEAST = Duration.ofMinutes(1);

    private static final int MOST = 10_000;

    static AlignmentGrid of(View with, String since, String until) throws JsonException {
        var step = Duration.ofSeconds(with.at("stepSeconds").integer());
        if (step.compareTo(LEAST) < 0) {
            throw with.at("stepSeconds").wrong("60 or more: Cloud Monitoring aligns to no less");
        }
        var from = instant(with.at(since));
        long steps = Math.max(0, Duration.between(from, instant(with.at(until))).dividedBy(step));
        if (steps > MOST) {
            throw with.at(since).wrong("a time at most " + MOST + " steps before the end");
        }
        return new AlignmentGrid(from, step, (int) steps);
    }

    private static Instant instant(View value) throws JsonException {
        try {
            return Instant.parse(value.nonBlank());
        } catch (DateTimeException e) {
            throw value.wrong("an instant such as 2026-11-21T12:00:00Z");
        }
    }

    Instant until() {
        return since.plus(step.multipliedBy(steps));
    }

    /** A point belongs to the step that contains its end. */
    private int step(Instant end) {
        return (int) Math.ceilDiv(Duration.between(since, end).toMillis(), step.toMillis()) - 1;
    }

    /** The points of one series by step; points outside are omitted. */
    Map<Integer, Double> points(List<View> points) throws JsonException {
        var byStep = new TreeMap<Integer, Double>();
        for (var point : points) {
            int at = step(instant(point.at("interval", "endTime")));
            var value = point.at("value");
            if (at >= 0 && at < steps) {
                byStep.put(
                        at, value.firstOf("doubleValue", "int64Value").number().doubleValue());
            }
        }
        return byStep;
    }

    /** A number for each step, {@code null} if there is none. */
    Json.Arr values(Map<Integer, Double> points) {
        var values = new ArrayList<Json>();
        for (int i = 0; i < steps; i++) {
            values.add(points.containsKey(i) ? number(points.get(i)) : Json.Null.NULL);
        }
        return new Json.Arr(values);
    }

    /**
     * A missing error count with a present total is 0: a service that counts errors writes no series before the first one.
     */
    Json.Arr ratios(Map<Integer, Double> counts, Map<Integer, Double> ofs) {
        var ratios = new ArrayList<Json>();
        for (int i = 0; i < steps; i++) {
            ratios.add(
                    ofs.containsKey(i)
                            ? Json.obj()
                                    .with("count", count(counts.getOrDefault(i, 0.0)))
                                    .with("of", count(ofs.get(i)))
                            : Json.Null.NULL);
        }
        return new Json.Arr(ratios);
    }

    private static Json number(double value) {
        return Double.isFinite(value) ? new Json.Num(Double.toString(value)) : Json.Null.NULL;
    }

    /** Interpolation at the edges of a window makes fractions of whole numbers. */
    private static Json count(double value) {
        return Json.of(Math.round(value));
    }
}

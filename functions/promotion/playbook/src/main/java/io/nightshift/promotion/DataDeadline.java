package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.promotion.plan.Analysis;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The time by which the first metric data of a bake must exist. Points are whole multiples of a step, so the first
 * point that lies completely inside the bake ends up to two steps after the bake's beginning. Sources also publish
 * late.
 */
final class DataDeadline {

    /** Every source may be this many steps late. */
    private static final int LATE = 2;

    /**
     * The maximum delay of sources that document one.
     *
     * @see <a href="https://cloud.google.com/monitoring/api/metrics_gcp">Sampled every 60 seconds, visible after up
     *     to 240 seconds</a>
     */
    private static final Map<String, Duration> LATEST =
            Map.of("cloudwatch", Duration.ofMinutes(3), "cloud-monitoring", Duration.ofMinutes(5));

    private DataDeadline() {}

    private static Duration late(String source, Duration step) {
        var late = step.multipliedBy(LATE);
        var latest = latest(source);
        return late.compareTo(latest) > 0 ? late : latest;
    }

    static Duration latest(String source) {
        return LATEST.getOrDefault(source, Duration.ZERO);
    }

    static boolean isDue(String source, Duration step, Instant bake, Instant now) {
        long seconds = Math.max(1, step.toSeconds());
        long begin = bake.getEpochSecond() + (bake.getNano() > 0 ? 1 : 0);
        var first = Instant.ofEpochSecond(Math.ceilDiv(begin, seconds) * seconds + seconds);
        return !now.isBefore(first.plus(late(source, step)));
    }

    /** The maximum number of checks until then. */
    static long looks(Analysis analysis) {
        long step = Math.max(1, analysis.every().toSeconds());
        long looks = 0;
        for (var metric : analysis.metrics()) {
            var source = metric.get("source") instanceof Json.Str(var text) ? text : "";
            looks = Math.max(
                    looks, LATE + Math.ceilDiv(late(source, analysis.every()).toSeconds(), step));
        }
        return looks;
    }
}

package io.nightshift.core.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Formats durations for humans: {@code 5 min}, {@code 1 h 30 min}, {@code 2 d}. */
public final class DurationText {

    private DurationText() {}

    public static String say(Duration span) {
        var parts = new ArrayList<String>();
        add(parts, span.toDays(), "d");
        add(parts, span.toHoursPart(), "h");
        add(parts, span.toMinutesPart(), "min");
        add(parts, span.toSecondsPart(), "s");
        return parts.isEmpty() ? "0 s" : String.join(" ", parts);
    }

    private static void add(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count + " " + unit);
        }
    }
}

package io.nightshift.console.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Words and addresses in pages. */
public final class PageText {

    private PageText() {}

    /** A part of an address. */
    public static String url(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** {@code ROLLED_BACK} as {@code rolled back}. */
    static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString().replace("T", " ").replace("Z", "");
    }

    /** Two units at most, such as {@code 2 h 5 min}. */
    public static String span(Duration span) {
        var whole = span.abs();
        if (whole.toDays() > 0) {
            return both(whole.toDays() + " d", whole.toHoursPart(), " h");
        }
        if (whole.toHours() > 0) {
            return both(whole.toHours() + " h", whole.toMinutesPart(), " min");
        }
        return whole.toMinutes() > 0
                ? both(whole.toMinutes() + " min", whole.toSecondsPart(), " s")
                : whole.toSeconds() + " s";
    }

    private static String both(String first, long second, String unit) {
        return second == 0 ? first : first + " " + second + unit;
    }

    static String plural(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}

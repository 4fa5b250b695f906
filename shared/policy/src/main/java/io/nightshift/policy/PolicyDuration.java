package io.nightshift.policy;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as policies write them: {@code 90s}, {@code 15m}, {@code 1h30m}, {@code 1d}, or ISO-8601 ({@code PT15M}); whole seconds. */
public final class PolicyDuration {

    static final String WRITTEN = "(?=[0-9])([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,8}s)?";
    static final String ISO = "P(?=[0-9T])([0-9]{1,6}D)?(T(?=[0-9])([0-9]{1,6}H)?([0-9]{1,6}M)?([0-9]{1,8}S)?)?";

    private static final Pattern SHORT = Pattern.compile(WRITTEN);
    private static final Pattern LONG = Pattern.compile(ISO);

    private PolicyDuration() {}

    /** Empty for text that is not written like this. */
    public static Optional<Duration> parse(String text) {
        var iso = SHORT.matcher(text).matches() ? iso(text) : text;
        try {
            return LONG.matcher(iso).matches() ? Optional.of(Duration.parse(iso)) : Optional.empty();
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static String iso(String text) {
        int day = text.indexOf('d') + 1;
        var time = text.substring(day).toUpperCase(java.util.Locale.ROOT);
        return "P" + text.substring(0, day).toUpperCase(java.util.Locale.ROOT) + (time.isEmpty() ? "" : "T" + time);
    }

    /** The duration as policies write it: {@code 1h30m}. */
    public static String text(Duration span) {
        var out = new StringBuilder();
        part(out, span.toDaysPart(), 'd');
        part(out, span.toHoursPart(), 'h');
        part(out, span.toMinutesPart(), 'm');
        part(out, span.toSecondsPart(), 's');
        return out.isEmpty() ? "0s" : out.toString();
    }

    private static void part(StringBuilder out, long number, char unit) {
        if (number > 0) {
            out.append(number).append(unit);
        }
    }
}

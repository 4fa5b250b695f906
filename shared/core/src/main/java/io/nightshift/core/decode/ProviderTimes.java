package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * Reads the time formats that providers use: RFC 3339 with any offset, {@code +0000} without a colon (CloudWatch), a
 * space for the T, RFC 1123 (AWS Health), {@code Nov 20, 2026, 3:04:30 AM} in UTC (Inspector), and Unix time in seconds (Cloud Monitoring) or milliseconds (CloudWatch
 * Logs), as number or string.
 */
public final class ProviderTimes {

    /** Unix times from here on count milliseconds: 1e11 s is the year 5138, 1e11 ms is 1973. */
    private static final BigDecimal MILLIS_FROM = new BigDecimal("1e11");

    private static final DateTimeFormatter LENIENT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][ ]")
            .appendPattern("HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[ ]")
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .optionalStart()
            .appendLiteral("UTC")
            .optionalEnd()
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT);

    /** With or without the comma before the hour, and with the narrow space that newer Java writes before AM. */
    private static final DateTimeFormatter AMERICAN = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("MMM d, yyyy[','] h:mm:ss a")
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ENGLISH);

    private ProviderTimes() {}

    public static Instant time(View value) throws JsonException {
        var text = value.nonBlank().strip();
        if (text.length() > 64) {
            throw wrong(value);
        }
        try {
            return isNumber(text) ? unix(new BigDecimal(text)) : written(text);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw wrong(value);
        }
    }

    /** The time in the value, or the given default if the value is missing. */
    public static Instant timeOr(View value, Instant otherwise) throws JsonException {
        return value.exists() ? time(value) : otherwise;
    }

    private static JsonException wrong(View value) {
        return Fields.malformed(value, "a time such as 2026-11-20T03:00:00Z or Unix seconds");
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-') && text.indexOf('-', 1) < 0;
    }

    private static Instant unix(BigDecimal value) {
        var seconds = value.abs().compareTo(MILLIS_FROM) >= 0 ? value.movePointLeft(3) : value;
        var whole = seconds.setScale(0, java.math.RoundingMode.FLOOR);
        var nanos = seconds.subtract(whole).movePointRight(9).intValue();
        return Instant.ofEpochSecond(whole.longValueExact(), nanos);
    }

    private static Instant written(String text) {
        if (Character.isLetter(text.charAt(0))) {
            return text.endsWith("M") ? AMERICAN.parse(text.replace('\u202f', ' '), Instant::from) : rfc1123(text);
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return LENIENT.parse(text, Instant::from);
        }
    }

    private static Instant rfc1123(String text) {
        // Ignores the day of the week: it is redundant, and AWS's own samples get it wrong.
        var date = text.substring(text.indexOf(',') + 1).strip();
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    }
}

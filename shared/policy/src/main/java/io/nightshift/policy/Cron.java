package io.nightshift.policy;

import io.nightshift.core.json.Json;
import io.nightshift.policy.Shape.Form;
import io.nightshift.policy.Shape.Scalar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The times of a cron expression of five fields: minute, hour, day of the month, month, day of the week. If both days are
 * restricted, one of them has to fit. Times are local: one that does not exist moves forward by the gap; one that comes twice
 * is taken the first time, and each time if the expression names no hour.
 *
 * @param text in its normal form
 */
public record Cron(
        String text, CronField minutes, CronField hours, CronField days, CronField months, CronField weekdays) {

    private static final int LONGEST = 100;

    /** The longest time between two days of an expression: a leap day, over a century that has none. */
    private static final int NEVER_DAYS = 366 * 9;

    public static final Scalar SHAPE = new Scalar(
            "a cron expression of five fields that comes at some time, such as 0 7 * * MON-FRI",
            Json.obj().with("type", "string").with("maxLength", LONGEST).with("pattern", "^ *[^ ]+( +[^ ]+){4} *$"),
            written -> written.form() == Form.TEXT
                    ? Cron.of(written.text()).map(cron -> Json.of(cron.text()))
                    : Optional.empty());

    /** Empty if the text is no expression, or one whose day never comes. */
    public static Optional<Cron> of(String written) {
        var text = written.strip().replaceAll(" +", " ").toUpperCase(Locale.ROOT);
        var fields = List.of(text.split(" ", -1));
        if (text.length() > LONGEST || fields.size() != 5) {
            return Optional.empty();
        }
        var minutes = CronField.of(fields.get(0), 0, 59, List.of());
        var hours = CronField.of(fields.get(1), 0, 23, List.of());
        var days = CronField.of(fields.get(2), 1, 31, List.of());
        var months = CronField.of(fields.get(3), 1, 12, CronField.MONTHS);
        var weekdays = CronField.of(fields.get(4), 0, 7, CronField.WEEKDAYS);
        if (Stream.of(minutes, hours, days, months, weekdays).anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        var cron = new Cron(
                text,
                minutes.orElseThrow(),
                hours.orElseThrow(),
                days.orElseThrow(),
                months.orElseThrow(),
                weekdays.orElseThrow());
        return cron.comes() ? Optional.of(cron) : Optional.empty();
    }

    private boolean comes() {
        var start = LocalDate.of(2024, 1, 1);
        return start.datesUntil(start.plusDays(NEVER_DAYS)).anyMatch(this::on);
    }

    /** The latest time up to an instant, at most so long before. */
    public Optional<Instant> latest(Instant until, ZoneId zone, Duration within) {
        var earliest = until.minus(within);
        // A gap moves a time forward by hours at most, in the extreme over midnight.
        var first = earliest.atZone(zone).toLocalDate().minusDays(1);
        for (var day = until.atZone(zone).toLocalDate(); !day.isBefore(first); day = day.minusDays(1)) {
            var found = on(day) ? latest(day, until, zone) : Optional.<Instant>empty();
            if (found.isPresent()) {
                return found.filter(time -> !time.isBefore(earliest));
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> latest(LocalDate day, Instant until, ZoneId zone) {
        return hours.values().stream()
                .flatMap(hour -> minutes.values().stream().map(minute -> day.atTime(hour, minute)))
                .flatMap(local -> instants(local, zone))
                .filter(time -> !time.isAfter(until))
                .max(Instant::compareTo);
    }

    private Stream<Instant> instants(LocalDateTime local, ZoneId zone) {
        var first = ZonedDateTime.of(local, zone).withEarlierOffsetAtOverlap();
        return hours.isAny()
                ? Stream.of(first.toInstant(), first.withLaterOffsetAtOverlap().toInstant())
                : Stream.of(first.toInstant());
    }

    private boolean on(LocalDate day) {
        boolean dayFits = days.has(day.getDayOfMonth());
        int weekday = day.getDayOfWeek().getValue();
        boolean weekdayFits = weekdays.has(weekday) || (weekday == 7 && weekdays.has(0));
        boolean either = !days.isAny() && !weekdays.isAny();
        return months.has(day.getMonthValue()) && (either ? dayFits || weekdayFits : dayFits && weekdayFits);
    }

    @Override
    public String toString() {
        return text;
    }
}

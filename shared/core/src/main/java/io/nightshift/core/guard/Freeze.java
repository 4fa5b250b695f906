package io.nightshift.core.guard;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * A period in which Nightshift changes nothing. Times are local to a zone and keep their wall-clock meaning when the
 * clocks change. A time that does not exist moves forward by the gap. If a time exists twice, a freeze begins at the
 * earlier and ends at the later one, so it is never shorter than it reads.
 */
public sealed interface Freeze {

    String name();

    /** Returns the end of this freeze if it is active at that time, else empty. */
    Optional<Instant> activeUntil(Instant now);

    /** From one local date and time until another. */
    record Once(String name, ZoneId zone, LocalDateTime from, LocalDateTime to) implements Freeze {
        public Once {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("the freeze " + name + " ends before it begins");
            }
        }

        @Override
        public Optional<Instant> activeUntil(Instant now) {
            return inside(now, begin(from, zone), end(to, zone));
        }
    }

    /** Every week from one day and time until another; the end may lie in the following week. */
    record Weekly(String name, ZoneId zone, DayOfWeek fromDay, LocalTime from, DayOfWeek toDay, LocalTime to)
            implements Freeze {
        public Weekly {
            if (fromDay == toDay && from.equals(to)) {
                throw new IllegalArgumentException("the freeze " + name + " begins and ends at the same time");
            }
        }

        @Override
        public Optional<Instant> activeUntil(Instant now) {
            var today = now.atZone(zone).toLocalDate();
            // The window that is active now began on one of the last two begin days: this week's or the one
            // before.
            for (int weeksBack = 0; weeksBack <= 1; weeksBack++) {
                var startDay =
                        today.with(TemporalAdjusters.previousOrSame(fromDay)).minusWeeks(weeksBack);
                var start = startDay.atTime(from);
                var sameDayEnd =
                        startDay.with(TemporalAdjusters.nextOrSame(toDay)).atTime(to);
                var end = sameDayEnd.isAfter(start) ? sameDayEnd : sameDayEnd.plusWeeks(1);
                var until = inside(now, begin(start, zone), end(end, zone));
                if (until.isPresent()) {
                    return until;
                }
            }
            return Optional.empty();
        }
    }

    private static Optional<Instant> inside(Instant now, Instant begin, Instant end) {
        return now.isBefore(begin) || !now.isBefore(end) ? Optional.empty() : Optional.of(end);
    }

    private static Instant begin(LocalDateTime local, ZoneId zone) {
        return ZonedDateTime.of(local, zone).withEarlierOffsetAtOverlap().toInstant();
    }

    private static Instant end(LocalDateTime local, ZoneId zone) {
        return ZonedDateTime.of(local, zone).withLaterOffsetAtOverlap().toInstant();
    }
}

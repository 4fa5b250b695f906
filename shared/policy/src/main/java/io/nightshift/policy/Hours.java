package io.nightshift.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A time of the day by the wall clock of a zone. Hours over midnight belong to the day on which they begin.
 *
 * @param from the minute of the day at which they begin
 * @param to the minute at which they end, which is no longer in them; 1440 is the end of the day
 * @param days the days on which they begin; empty for every day
 */
record Hours(int from, int to, Set<DayOfWeek> days, ZoneId zone) {

    static final String PATTERN = "([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)";

    static final String ALL_DAY = "00:00-24:00";

    Hours {
        days = Set.copyOf(days);
    }

    /** @param between as {@link #PATTERN} */
    static Hours of(String between, Set<DayOfWeek> days, ZoneId zone) {
        return new Hours(minute(between.substring(0, 5)), minute(between.substring(6)), days, zone);
    }

    private static int minute(String text) {
        return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }

    boolean include(Instant time) {
        var local = time.atZone(zone);
        int minute = local.getHour() * 60 + local.getMinute();
        boolean overMidnight = to <= from;
        return overMidnight
                ? (minute >= from && begins(local)) || (minute < to && begins(local.minusDays(1)))
                : minute >= from && minute < to && begins(local);
    }

    private boolean begins(ZonedDateTime local) {
        return days.isEmpty() || days.contains(local.getDayOfWeek());
    }

    /** The time as a policy writes it: {@code fri 22:15 Europe/Berlin}. */
    static String text(Instant time, ZoneId zone) {
        var local = time.atZone(zone);
        return WeekTime.name(local.getDayOfWeek()) + " " + clock(local.getHour() * 60 + local.getMinute()) + " " + zone;
    }

    private static String clock(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    @Override
    public String toString() {
        var named = days.isEmpty()
                ? ""
                : EnumSet.copyOf(days).stream().map(WeekTime::name).collect(Collectors.joining(" ", "", " "));
        return named + clock(from) + "-" + clock(to) + " " + zone;
    }
}

package io.nightshift.policy;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A time of the week: {@code fri 16:00}. */
record WeekTime(DayOfWeek day, LocalTime time) {

    /** The days of the week, in their order. */
    static final List<String> DAYS =
            Stream.of(DayOfWeek.values()).map(WeekTime::name).toList();

    static final String PATTERN = "(mon|tue|wed|thu|fri|sat|sun) [0-2][0-9]:[0-5][0-9]";

    /** @throws java.time.DateTimeException when the time does not exist, as 24:30 */
    static WeekTime parse(String text) {
        return new WeekTime(day(text.substring(0, 3)), LocalTime.parse(text.substring(4)));
    }

    static DayOfWeek day(String name) {
        for (var day : DayOfWeek.values()) {
            if (name(day).equals(name)) {
                return day;
            }
        }
        throw new IllegalArgumentException("no day of the week is called so");
    }

    static String name(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name(day) + " " + time;
    }
}

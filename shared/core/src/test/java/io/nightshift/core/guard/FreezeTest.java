package io.nightshift.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class FreezeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Freeze weekend() {
        return new Freeze.Weekly(
                "weekend", BERLIN, DayOfWeek.FRIDAY, LocalTime.of(16, 0), DayOfWeek.MONDAY, LocalTime.of(7, 0));
    }

    private static Instant berlin(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    @Test
    void aWeeklyFreezeReachesOverTheWeekend() {
        assertThat(weekend().activeUntil(berlin("2026-11-20T15:59"))).isEmpty();
        assertThat(weekend().activeUntil(berlin("2026-11-20T16:00"))).contains(berlin("2026-11-23T07:00"));
        assertThat(weekend().activeUntil(berlin("2026-11-22T12:00"))).contains(berlin("2026-11-23T07:00"));
        assertThat(weekend().activeUntil(berlin("2026-11-23T06:59"))).contains(berlin("2026-11-23T07:00"));
        assertThat(weekend().activeUntil(berlin("2026-11-23T07:00"))).isEmpty();
    }

    @Test
    void aNightlyWindowOverMidnightOfOneDayHolds() {
        var night = new Freeze.Weekly(
                "saturday night",
                BERLIN,
                DayOfWeek.SATURDAY,
                LocalTime.of(22, 0),
                DayOfWeek.SUNDAY,
                LocalTime.of(6, 0));
        assertThat(night.activeUntil(berlin("2026-11-22T05:00"))).contains(berlin("2026-11-22T06:00"));
        assertThat(night.activeUntil(berlin("2026-11-22T07:00"))).isEmpty();
    }

    @Test
    void aWeekLongFreezeOfTheSameDayEndsOneWeekLater() {
        var almostAlways = new Freeze.Weekly(
                "all week", BERLIN, DayOfWeek.MONDAY, LocalTime.of(8, 0), DayOfWeek.MONDAY, LocalTime.of(7, 0));
        assertThat(almostAlways.activeUntil(berlin("2026-11-23T07:30"))).isEmpty();
        assertThat(almostAlways.activeUntil(berlin("2026-11-23T06:30"))).contains(berlin("2026-11-23T07:00"));
        assertThat(almostAlways.activeUntil(berlin("2026-11-23T08:30"))).contains(berlin("2026-11-30T07:00"));
    }

    @Test
    void whereTheClockGoesBackAFreezeEndsWithTheLaterOfTheTwoHours() {
        var freeze = new Freeze.Once(
                "clocks", BERLIN, LocalDateTime.parse("2026-10-25T01:00"), LocalDateTime.parse("2026-10-25T02:30"));
        assertThat(freeze.activeUntil(Instant.parse("2026-10-25T01:00:00Z")))
                .contains(Instant.parse("2026-10-25T01:30:00Z"));
    }

    @Test
    void whereTheClockGoesForwardAMissingTimeMovesByTheGap() {
        var freeze = new Freeze.Once(
                "clocks", BERLIN, LocalDateTime.parse("2026-03-29T02:30"), LocalDateTime.parse("2026-03-29T05:00"));
        assertThat(freeze.activeUntil(Instant.parse("2026-03-29T01:29:59Z"))).isEmpty();
        assertThat(freeze.activeUntil(Instant.parse("2026-03-29T01:30:00Z"))).isPresent();
    }

    @Property(tries = 1000)
    void theEndThatAFreezeGivesIsAfterNowAndNotInTheSameFreeze(
            @ForAll @LongRange(min = 1_700_000_000L, max = 1_900_000_000L) long second) {
        var now = Instant.ofEpochSecond(second);
        weekend().activeUntil(now).ifPresent(end -> {
            assertThat(end).isAfter(now);
            assertThat(Duration.between(now, end)).isLessThanOrEqualTo(Duration.ofHours(64));
            assertThat(weekend().activeUntil(end)).isEmpty();
        });
    }
}

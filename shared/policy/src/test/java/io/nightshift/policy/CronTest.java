package io.nightshift.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        // Friday 2026-11-20, one hour ahead of UTC.
        "0 7 * * MON-FRI, 2026-11-20T06:00:00Z, 2026-11-20T06:00:00Z",
        "0 7 * * MON-FRI, 2026-11-20T05:59:59Z, 2026-11-19T06:00:00Z",
        "0 7 * * 1-5, 2026-11-22T12:00:00Z, 2026-11-20T06:00:00Z",
        "0 7 * * sun, 2026-11-23T12:00:00Z, 2026-11-22T06:00:00Z",
        "0 7 * * 7, 2026-11-23T12:00:00Z, 2026-11-22T06:00:00Z",
        "0 7 * * 0, 2026-11-23T12:00:00Z, 2026-11-22T06:00:00Z",
        "*/20 * * * *, 2026-11-20T03:59:59Z, 2026-11-20T03:40:00Z",
        "5/20 * * * *, 2026-11-20T03:59:59Z, 2026-11-20T03:45:00Z",
        "0 8-18/2 * * *, 2026-11-20T16:30:00Z, 2026-11-20T15:00:00Z",
        "'15,45 9 1 1,jul *', 2026-11-20T00:00:00Z, 2026-07-01T07:45:00Z",
        "0 0 13 * FRI, 2026-11-20T12:00:00Z, 2026-11-19T23:00:00Z",
        "0 0 13 * FRI, 2026-11-15T12:00:00Z, 2026-11-12T23:00:00Z",
        "0 0 29 2 *, 2026-11-20T00:00:00Z, 2024-02-28T23:00:00Z",
    })
    void theLatestTimeIsTheOneBefore(String text, String until, String expected) {
        assertThat(latest(text, until)).contains(Instant.parse(expected));
    }

    private static Optional<Instant> latest(String text, String until) {
        return Cron.of(text).orElseThrow().latest(Instant.parse(until), BERLIN, Duration.ofDays(1500));
    }

    @Test
    void aTimeThatDoesNotExistMovesForwardByTheGap() {
        // On 2026-03-29 the clocks go from 02:00 to 03:00, which is 01:00 UTC.
        assertThat(latest("30 2 * * *", "2026-03-29T12:00:00Z")).contains(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(latest("30 2 * * *", "2026-03-29T01:29:59Z")).contains(Instant.parse("2026-03-28T01:30:00Z"));
        assertThat(latest("*/30 * * * *", "2026-03-29T01:10:00Z")).contains(Instant.parse("2026-03-29T01:00:00Z"));
    }

    @Test
    void aTimeThatComesTwiceIsTakenOnceUnlessEveryHourIsMeant() {
        // On 2026-10-25 the clocks go from 03:00 back to 02:00, which is 01:00 UTC.
        assertThat(latest("30 2 * * *", "2026-10-25T12:00:00Z")).contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(latest("*/30 * * * *", "2026-10-25T00:59:00Z")).contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(latest("*/30 * * * *", "2026-10-25T01:29:00Z")).contains(Instant.parse("2026-10-25T01:00:00Z"));
        assertThat(latest("0 3 * * *", "2026-10-25T12:00:00Z")).contains(Instant.parse("2026-10-25T02:00:00Z"));
    }

    @Test
    void aTimeLongAgoIsNone() {
        var cron = Cron.of("0 7 * * *").orElseThrow();
        var now = Instant.parse("2026-11-20T08:00:00Z");
        assertThat(cron.latest(now, BERLIN, Duration.ofHours(2))).contains(Instant.parse("2026-11-20T06:00:00Z"));
        assertThat(cron.latest(now, BERLIN, Duration.ofMinutes(119))).isEmpty();
        assertThat(cron.latest(Instant.parse("2026-11-20T06:00:00Z"), BERLIN, Duration.ZERO))
                .isPresent();
    }

    @Test
    void hasOneSpelling() {
        assertThat(Cron.of("  0  7 * *  mon-fri ").orElseThrow()).hasToString("0 7 * * MON-FRI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0 7 * *",
                "0 7 * * * *",
                "60 7 * * *",
                "0 24 * * *",
                "0 7 0 * *",
                "0 7 32 * *",
                "0 7 * 13 *",
                "0 7 * * 8",
                "0 7 * * FRI-MON",
                "0 7 30 FEB *",
                "0 7 31 4,6,9,11 *",
                "0 7 * * MONDAY",
                "0 7 ? * MON",
                "0 7 L * *",
                "*/0 * * * *",
                "*/-1 * * * *",
                "1- * * * *",
                ", * * * *",
                "@daily",
            })
    void refusesWhatNeverComesOrIsNoExpression(String text) {
        assertThat(Cron.of(text)).isEmpty();
    }
}

package io.nightshift.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimestampsTest {

    private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @Test
    void whatAnInstantWritesIsReadAsThatInstant() {
        var random = new SplittableRandom(1);
        int[] units = {1, 1_000, 1_000_000, 1_000_000_000};
        for (int i = 0; i < 100_000; i++) {
            int unit = units[i % 4];
            int nanos = random.nextInt(1_000_000_000) / unit * unit;
            var time = Instant.ofEpochSecond(random.nextLong(YEAR_0, YEAR_9999), nanos);
            assertThat(Timestamps.parse(time.toString())).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-28T23:59:59.1Z",
                "2024-02-29T00:00:00Z",
                "2026-11-29T24:00:00Z",
                "2026-11-29T05:00:00+01:00",
                "2026-11-29T05:00:00z",
                "2026-06-30T23:59:60Z",
                "+12026-11-29T05:00:00Z",
                "2026-11-29T05:00:00.Z",
                "2026-11-29T05:00:00.123456789Z"
            })
    void allOthersAreReadAsBefore(String text) {
        assertThat(Timestamps.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-11-31T00:00:00Z",
                "2026-11-29T25:00:00Z",
                "2026-11-29T05:60:00Z",
                "2026-11-29T05:00:00.1234567890Z",
                "2026-11-29T05:00:00,1Z",
                "2026-11-29 05:00:00Z",
                "2026-11-29T05:00:00",
                "٢026-11-29T05:00:00Z"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
    }
}

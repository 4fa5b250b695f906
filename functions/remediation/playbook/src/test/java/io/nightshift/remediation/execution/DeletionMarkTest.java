package io.nightshift.remediation.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeletionMarkTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");

    @ParameterizedTest
    @CsvSource({
        "'', is missing",
        "2026-11-22, has not passed",
        "2026-11-21, has not passed",
        "2026-11-20, ''",
        "2026-11-07, ''",
        "2026-11-06, has not passed",
        "tomorrow, has not passed"
    })
    void allowsTheDeletionForFourteenDaysAfterItsDate(String value, String why) {
        var state = new DeletionMark(value, NOW).guarding(Setting.State.of(Map.of(), value, ""), "tag");
        assertThat(state.cannot().orElse("")).contains(why);
        assertThat(state.cannot().isEmpty()).isEqualTo(why.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"'', 2026-11-28", "2026-11-20, 2026-11-20", "2026-12-24, 2026-12-24", "2026-01-01, 2026-11-28"})
    void staysAsItIsUnlessItPassedLongAgo(String value, String next) {
        assertThat(new DeletionMark(value, NOW).orNew(Duration.ofDays(7))).isEqualTo(next);
    }
}

package io.nightshift.promotion.open.gate;

import static io.nightshift.promotion.open.gate.GateQuestions.about;
import static io.nightshift.promotion.open.registry.Asked.problem;
import static io.nightshift.promotion.open.registry.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.sandbox.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgeGateTest {

    private static final String GATE = "{\"kind\": \"age\", \"atLeastSeconds\": 3600, \"atMostSeconds\": 7776000}";

    private final AgeGate gate = new AgeGate(new ManualClock(Instant.parse("2026-11-21T12:00:00Z")));

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T11:00:01Z, UNKNOWN, the image was pushed 59min 59s ago (at least 1h)",
        "2026-11-21T11:00:00Z, WELL, the image was pushed 1h ago",
        "2026-08-23T12:00:00Z, WELL, the image was pushed 90d ago",
        "2026-08-23T11:00:00Z, UNWELL, the image was pushed 90d 1h ago (at most 90d)",
        "2026-11-21T12:00:30Z, UNKNOWN, the image was pushed 0s ago (at least 1h)",
        "'', UNWELL, nobody knows when the image was pushed: its registry does not tell"
    })
    void opensBetweenItsLimits(String pushedAt, Health health, String reason) {
        var seen = seen(gate, about(GATE, Json.obj().with("pushedAt", pushedAt)));
        assertThat(seen.health()).isEqualTo(health);
        assertThat(seen.details()).isEqualTo(Json.obj().with("reason", reason));
    }

    @Test
    void needsALimit() {
        assertThat(problem(gate, about("{\"kind\": \"age\"}")).message())
                .isEqualTo("the gate cannot be read: $.gate.atLeastSeconds is missing; expected seconds here, at"
                        + " atMostSeconds or at both");
        assertThat(problem(gate, about(GATE, Json.obj().with("pushedAt", "yesterday")))
                        .message())
                .contains("$.pushedAt is not a time");
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "59, 59s", "60, 1min", "61, 1min 1s", "3660, 1h 1min", "86400, 1d", "90000, 1d 1h", "-5, 0s"})
    void saysTimesInTwoParts(long seconds, String words) {
        assertThat(AgeGate.words(Duration.ofSeconds(seconds))).isEqualTo(words);
    }
}

package io.nightshift.promotion.neutral.gate;

import static io.nightshift.promotion.neutral.gate.GateQuestions.about;
import static io.nightshift.promotion.neutral.registry.Asked.problem;
import static io.nightshift.promotion.neutral.registry.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.sandbox.ManualClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgeGateTest {

    private static final String GATE = "{\"kind\": \"age\", \"atLeastSeconds\": 3600, \"atMostSeconds\": 7776000}";

    private final AgeGate gate = new AgeGate(new ManualClock(Instant.parse("2026-11-21T12:00:00Z")));

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T11:00:01Z, UNKNOWN, the image was pushed 59 min 59 s ago (at least 1 h)",
        "2026-11-21T11:00:00Z, WELL, the image was pushed 1 h ago",
        "2026-08-23T12:00:00Z, WELL, the image was pushed 90 d ago",
        "2026-08-23T11:00:00Z, UNWELL, the image was pushed 90 d 1 h ago (at most 90 d)",
        "2026-11-21T12:00:30Z, UNKNOWN, the image was pushed 0 s ago (at least 1 h)",
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
}

package io.nightshift.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BreakerTest {

    private static final GuardrailSettings.Breaker THREE_A_DAY = new GuardrailSettings.Breaker(3, Duration.ofHours(24));

    private final Proposals act = new Proposals();

    @Test
    void opensAfterAsManyFailuresAsThePolicySays() throws JsonException {
        var mark = Json.obj();
        for (int i = 0; i < 3; i++) {
            assertThat(RunEndMarks.isOpen(mark)).isFalse();
            mark = RunEndMarks.failed("web", mark, THREE_A_DAY, Proposals.NOW.plusSeconds(i))
                    .value();
        }
        assertThat(RunEndMarks.isOpen(mark)).isTrue();
        assertThat(act.verdict("breaker", Map.of(MarkKeys.breaker("web"), mark)))
                .isInstanceOf(Verdict.Deny.class);
    }

    @Test
    void failuresOutsideOfTheWindowDoNotCount() throws JsonException {
        var mark = Json.obj();
        for (int i = 0; i < 5; i++) {
            var at = Proposals.NOW.plus(Duration.ofHours(13L * i));
            mark = RunEndMarks.failed("web", mark, THREE_A_DAY, at).value();
        }
        assertThat(RunEndMarks.isOpen(mark)).isFalse();
    }

    @Test
    void anActThatHelpedEndsTheRowOfFailures() throws JsonException {
        var mark = RunEndMarks.failed("web", Json.obj(), THREE_A_DAY, Proposals.NOW)
                .value();
        assertThat(RunEndMarks.helped("web", mark, Proposals.NOW).value()).isEqualTo(Json.obj());
    }

    @Test
    void anOpenBreakerIsClosedByPeopleOnly() throws JsonException {
        var open = Json.obj().with("openedAt", Proposals.NOW.toString());
        assertThat(RunEndMarks.helped("web", open, Proposals.NOW).value()).isEqualTo(open);
        assertThat(RunEndMarks.failed("web", open, THREE_A_DAY, Proposals.NOW).value())
                .isEqualTo(open);
    }

    @Test
    void anUndoPassesAnOpenBreaker() {
        act.undo = true;
        var open = Json.obj().with("openedAt", Proposals.NOW.toString());
        assertThat(act.verdict("breaker", Map.of(MarkKeys.breaker("web"), open)))
                .isInstanceOf(Verdict.Allow.class);
    }
}

package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.View;
import org.junit.jupiter.api.Test;

final class DemoCommandTest {

    @Test
    void theNightShowsWhatNightshiftIsFor() throws Exception {
        var typed = Typed.nightshift("demo");

        assertThat(typed.exit()).isZero();
        assertThat(typed.out())
                .as("a duplicate, a flapping alarm, a fix that fails, a freeze, an approval, a crash")
                .contains("DUPLICATE", "no rung is left", "freeze", "mallory", "alice", "the worker is killed")
                .contains("RESOLVED", "ESCALATED", "NOT_NEEDED", "every ledger chain verified")
                .doesNotContain("\u001b");
    }

    @Test
    void asJsonItHasTheSameRuns() throws Exception {
        var night = Typed.nightshift("demo", "--json").json();

        assertThat(night.at("chainsWhole").bool()).isTrue();
        assertThat(night.at("runs").items()).hasSize(9);
        assertThat(night.at("runs").items().stream()
                        .mapToLong(DemoCommandTest::acts)
                        .sum())
                .isEqualTo(9);
        assertThat(night.at("timeline").items()).hasSizeGreaterThan(50);
    }

    private static long acts(View run) {
        try {
            return run.at("acts").integer();
        } catch (io.nightshift.core.json.JsonException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyNightIsTheSame() {
        assertThat(Typed.nightshift("demo")).isEqualTo(Typed.nightshift("demo"));
    }
}

package io.nightshift.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Signal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternalRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-29T03:00:42Z");

    private static Optional<InternalRequest> in(String payload) throws JsonException {
        return InternalRequest.in(View.of(Json.parse(payload)), NOW);
    }

    @Test
    void aTimerWakesARun() throws JsonException {
        assertThat(in("{\"nightshift\":{\"wake\":\"remediation-0a1b2c3d4e5f\"}}"))
                .contains(new InternalRequest.Wake(new RunId("remediation-0a1b2c3d4e5f")));
    }

    @Test
    void theScheduleSweeps() throws JsonException {
        assertThat(in("{\"nightshift\":{\"sweep\":true}}")).contains(new InternalRequest.Sweep());
    }

    @Test
    void aScheduleSaysWhatIsDueAndWhen() throws JsonException {
        assertThat(in("{\"nightshift\":{\"due\":\"registry-sweep\",\"at\":\"2026-11-29T02:00:00Z\"}}"))
                .contains(new InternalRequest.Due(
                        Signal.Due.of("registry-sweep", Instant.parse("2026-11-29T02:00:00Z"))));
    }

    @Test
    void aRepeatedDeliveryOfAScheduleWithoutATimeIsTheSameSignal() throws JsonException {
        assertThat(in("{\"nightshift\":{\"due\":\"registry-sweep\"}}"))
                .contains(new InternalRequest.Due(
                        Signal.Due.of("registry-sweep", Instant.parse("2026-11-29T03:00:00Z"))));
    }

    @Test
    void aPauseSaysWhoAndWhatAndUntilWhen() throws JsonException {
        assertThat(in("""
                {"nightshift":{"pause":{"resource":"rds:instance/shop","by":"apply of main","reason":"terraform",
                 "until":"2026-11-29T04:00:00Z"}}}"""))
                .contains(new InternalRequest.Switch(new SwitchOrder(
                        true,
                        "resource/rds:instance/shop",
                        "apply of main",
                        "terraform",
                        Optional.of(Instant.parse("2026-11-29T04:00:00Z")))));
        assertThat(in("{\"nightshift\":{\"resume\":{\"all\":true,\"by\":\"alice\"}}}"))
                .contains(new InternalRequest.Switch(
                        new SwitchOrder(false, "all", "alice", "no reason given", Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "null",
                "{\"nightshift\":null}",
                "{\"nightshift\":{}}",
                "{\"nightshift\":\"sweep\"}",
                "{\"nightshift\":{\"sweep\":false}}",
                "{\"detail\":{\"nightshift\":{\"sweep\":true}}}"
            })
    void anythingElseIsNoOrder(String payload) throws JsonException {
        assertThat(in(payload)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"nightshift\":{\"wake\":\"\"}}",
                "{\"nightshift\":{\"wake\":[]}}",
                "{\"nightshift\":{\"wake\":{\"run\":\"x\"}}}",
                "{\"nightshift\":{\"due\":\" \"}}",
                "{\"nightshift\":{\"due\":\"registry-sweep\",\"at\":\"soon\"}}",
                "{\"nightshift\":{\"sweep\":\"soon\"}}",
                "{\"nightshift\":{\"pause\":true}}",
                "{\"nightshift\":{\"pause\":{\"by\":\"alice\"}}}",
                "{\"nightshift\":{\"pause\":{\"all\":true}}}",
                "{\"nightshift\":{\"pause\":{\"all\":false,\"by\":\"alice\"}}}",
                "{\"nightshift\":{\"pause\":{\"all\":true,\"rule\":\"web\",\"by\":\"alice\"}}}",
                "{\"nightshift\":{\"pause\":{\"resource\":\"shop\",\"by\":\"alice\"}}}",
                "{\"nightshift\":{\"pause\":{\"all\":true,\"by\":\"alice\",\"until\":\"soon\"}}}",
                "{\"nightshift\":{\"pause\":{\"all\":true,\"by\":\"alice\",\"untill\":\"x\"}}}",
                "{\"nightshift\":{\"resume\":{\"all\":true,\"by\":\"alice\",\"until\":\"2026-11-29T04:00:00Z\"}}}"
            })
    void anOrderThatCannotBeReadSaysWhere(String payload) {
        assertThatThrownBy(() -> in(payload)).isInstanceOf(JsonException.class).hasMessageContaining("$.nightshift.");
    }
}

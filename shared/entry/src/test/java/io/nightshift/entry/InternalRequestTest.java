package io.nightshift.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternalRequestTest {

    private static Optional<InternalRequest> in(String payload) throws JsonException {
        return InternalRequest.in(View.of(Json.parse(payload)));
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
                "{\"nightshift\":{\"sweep\":\"soon\"}}"
            })
    void anOrderThatCannotBeReadSaysWhere(String payload) {
        assertThatThrownBy(() -> in(payload)).isInstanceOf(JsonException.class).hasMessageContaining("$.nightshift.");
    }
}

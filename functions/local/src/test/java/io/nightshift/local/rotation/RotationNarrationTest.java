package io.nightshift.local.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import org.junit.jupiter.api.Test;

class RotationNarrationTest {

    private static String told(String json) throws Exception {
        return new RotationNarration().details(View.of(Json.parse(json)));
    }

    @Test
    void aRotationSaysWhatACheckFoundWhoRefusedALoginAndHowOftenTheOldCredentialIsUsed() throws Exception {
        assertThat(
                        told(
                                "{\"problems\": [\"host: it does not answer\", \"tls: the authority is unknown\"], \"current\": \"v1\"}"))
                .isEqualTo("host: it does not answer; tls: the authority is unknown");
        assertThat(told("{\"reason\": \"password authentication failed\"}"))
                .isEqualTo("password authentication failed");
        assertThat(told("{\"reason\": \"\", \"pooler\": \"PgBouncer\"}")).isEqualTo("answered by PgBouncer");
        assertThat(told("{\"sessions\": 3}")).isEqualTo("3 sessions or uses of the old credential");
        assertThat(told("{}")).isEmpty();
    }
}

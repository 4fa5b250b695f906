package io.nightshift.core.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static final Message PLAIN = new Message("ops", Urgency.PAGE, "Approval needed: reboot", List.of("why"));
    private static final ApprovalRequest REQUEST = new ApprovalRequest(
            "remediation-0123456789ab",
            "a".repeat(64),
            "reboot instance i-1",
            List.of("alice", "bob"),
            2,
            Instant.parse("2026-11-29T03:30:00.123456789Z"));

    @Test
    void aMessageCarriesItsApprovalAsDataAndAsText() {
        var asking = PLAIN.asking(REQUEST);
        assertThat(asking.approval()).contains(REQUEST);
        assertThat(asking.lines())
                .containsExactly(
                        "why",
                        "Run: remediation-0123456789ab",
                        "Plan: " + "a".repeat(64),
                        "Expires: 2026-11-29T03:30:00.123456789Z (then it is denied)");
        assertThat(asking.with(List.of("more")).approval()).contains(REQUEST);
    }

    @Test
    void theApprovalSurvivesTheLedger() throws JsonException {
        for (var message : List.of(PLAIN, PLAIN.asking(REQUEST))) {
            assertThat(Message.fromJson(View.of(message.toJson()))).isEqualTo(message);
        }
    }

    @Test
    void anUnknownUrgencyIsNamed() {
        var json = PLAIN.toJson().with("urgency", "LOUD");
        assertThatThrownBy(() -> Message.fromJson(View.of(json))).hasMessageContaining("$.urgency", "INFO, PAGE");
    }
}

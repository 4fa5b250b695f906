package io.nightshift.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature.Generator;
import com.slack.api.model.Message;
import com.slack.api.util.json.GsonFactory;
import io.nightshift.chat.message.SampleMessages;
import io.nightshift.core.json.Json;
import io.nightshift.core.signature.SlackSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Slack's own Java SDK reads our blocks and signs for us. */
class SlackSdkTest {

    @Test
    void itsModelKnowsEachOfOurBlocks() {
        var gson = GsonFactory.createSnakeCase();
        var blocks = new SlackBlocks(Map.of("alice", "UALICE"));
        SampleMessages.all().forEach((name, message) -> {
            var ours = blocks.of(message);
            var read = gson.fromJson(ours.text(), Message.class);
            int count = ours.get("blocks") instanceof Json.Arr(var items) ? items.size() : -1;
            assertThat(read.getBlocks()).as(name).hasSize(count);
            assertThat(read.getBlocks())
                    .noneMatch(block -> block.getClass().getSimpleName().contains("Unknown"));
            assertThat(read.getMetadata().getEventType()).isEqualTo("nightshift_message");
        });
    }

    @Test
    void weAcceptItsSignature() {
        var now = Instant.parse("2026-11-30T03:00:00Z");
        var timestamp = Long.toString(now.getEpochSecond());
        var body = "text=%E2%9C%93&team_id=T1";
        var signed = new Generator("8f742231b10e8888abcd99yyyzzz85a5").generate(timestamp, body);
        assertThat(new SlackSignature("8f742231b10e8888abcd99yyyzzz85a5")
                        .refusal(body.getBytes(StandardCharsets.UTF_8), timestamp, signed, now))
                .isEmpty();
    }
}

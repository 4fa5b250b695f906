package io.nightshift.gcp.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.contract.Sample;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Payloads that are large or hostile on purpose: served where they can be, refused with a reason where not. */
class GcpLimitsTest {

    private static final int MEGABYTE = 1024 * 1024;

    private final Decoders decoders = new Decoders(GcpFormats.all());

    @Test
    void aNotificationOfSixMegabytesIsServedWithItsTextClipped() {
        var payload =
                Sample.of("gcp", "monitoring/cloud-run-open.json").with("Request Count for", "x".repeat(6 * MEGABYTE));
        var decoded = decoders.decode(payload);
        assertThat(decoded.rejected()).isEmpty();
        assertThat(((Signal.Alarm) decoded.signals().getFirst()).reason())
                .hasSizeLessThan(2_100)
                .endsWith(" characters left out)");
    }

    @Test
    void aLogEntryOfFiveMegabytesInPubSubIsServed() {
        var line = "{\"logName\":\"projects/p/logs/l\",\"insertId\":\"1\",\"timestamp\":\"2026-11-20T03:04:40Z\","
                + "\"resource\":{\"type\":\"global\"},\"textPayload\":\"" + "y".repeat(5 * MEGABYTE) + "\"}";
        var decoded = decoders.decode(push(push(line)));
        assertThat(decoded.signals()).isEmpty();
        assertThat(decoded.rejected())
                .as("twice in base64 it is beyond the limit")
                .hasSize(1);
        assertThat(decoders.decode(push(line)).signals()).hasSize(1);
    }

    @Test
    void aPullOfAThousandMessagesServesTheGoodOnes() {
        var good = Base64.getEncoder()
                .encodeToString(
                        Sample.of("gcp", "monitoring/cloud-run-open.json").bytes());
        var received = IntStream.range(0, 1_000)
                .mapToObj(i -> Json.obj()
                        .with(
                                "message",
                                Json.obj()
                                        .with("data", i % 10 == 3 ? "%" : good)
                                        .with("messageId", i)))
                .toList();
        var decoded = decoders.decode(Payload.of(
                Json.obj().with("receivedMessages", Json.arr(received)).bytes()));
        assertThat(decoded.signals()).hasSize(900);
        assertThat(decoded.rejected()).hasSize(100);
        assertThat(decoded.rejected().getFirst())
                .isEqualTo(new Rejected("$.receivedMessages[3]", "$.receivedMessages[3].message.data is not base64"));
    }

    @Test
    void envelopesInsideEachOtherEndAfterSix() {
        var payload = push("{}");
        for (int i = 0; i < 9; i++) {
            payload = push(payload);
        }
        assertThat(decoders.decode(payload).rejected())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.reason()).contains("more than 6 envelopes"));
    }

    @Test
    void hostileTextIsKeptAsData() {
        var alarm = (Signal.Alarm)
                decoders.decode(Sample.of("gcp", "monitoring/hostile-text.json").payload())
                        .signals()
                        .getFirst();
        assertThat(alarm.name()).isEqualTo("*Prod* <!channel> \"DB\" is `down`\n& <https://evil.example|click>\u202e");
        assertThat(alarm.reason()).startsWith("line one\nline two <@U123> \u001b[31mred\u001b[0m");
    }

    @Test
    void aPolicyNameTooLongToBeTrueIsRefused() {
        var payload = Sample.of("gcp", "monitoring/cloud-run-open.json")
                .with("\"policy_name\": \"checkout", "\"policy_name\": \"" + "x".repeat(2_000));
        assertThat(decoders.decode(payload).rejected())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.reason()).startsWith("$.incident.policy_name has 20"));
    }

    private static Payload push(String data) {
        return push(Payload.of(data.getBytes(UTF_8)));
    }

    private static Payload push(Payload data) {
        var message = Json.obj()
                .with("data", Base64.getEncoder().encodeToString(data.body()))
                .with("messageId", "1");
        return Payload.of(Json.obj().with("message", message).bytes());
    }
}

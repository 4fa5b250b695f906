package io.nightshift.core.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudEventTest {

    private static final Map<String, String> BINARY = Map.of(
            "ce-id",
            "1",
            "ce-source",
            "//here",
            "ce-type",
            "t",
            "ce-specversion",
            "1.0",
            "ce-subject",
            "a%20%E2%82%AC+b%zz");

    private static View view(String json) throws JsonException {
        return View.of(Json.parse(json));
    }

    @Test
    void readsTheBinaryForm() throws JsonException {
        var event = CloudEvent.of(view("{\"a\": 1}"), BINARY);
        assertThat(event.id()).isEqualTo("1");
        assertThat(event.data().at("a").integer()).isEqualTo(1);
        assertThat(event.subject()).as("a malformed escape is kept").isEqualTo("a%20%E2%82%AC+b%zz");
        assertThat(event.time().exists()).isFalse();
    }

    @Test
    void aStructuredBodyWinsOverHeaders() throws JsonException {
        var headers = Map.of("content-type", "application/cloudevents+json", "ce-type", "of the gateway");
        var payload = view("{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"s\",\"type\":\"mine\",\"data\":\"x\"}");
        assertThat(CloudEvent.of(payload, headers).type()).isEqualTo("mine");
        assertThat(CloudEvent.isOne(payload, headers, "mine")).isTrue();
        assertThat(CloudEvent.isOne(payload, headers, "of the gateway")).isFalse();
    }

    @Test
    void namesEachRequiredAttributeThatIsMissing() throws JsonException {
        for (var name : new String[] {"ce-id", "ce-source", "ce-type", "ce-specversion"}) {
            var headers = new HashMap<>(BINARY);
            headers.remove(name);
            assertThat(CloudEvent.isOne(view("{}"), headers)).isTrue();
            assertThatThrownBy(() -> CloudEvent.of(view("{}"), headers)).hasMessage("$." + name + " is missing");
        }
    }

    @Test
    void isNotTakenForSomethingElse() throws JsonException {
        assertThat(CloudEvent.isOne(view("[1]"), Map.of("content-type", "application/cloudevents-batch+json")))
                .isFalse();
        assertThat(CloudEvent.isOne(view("{\"type\": \"x\"}"), Map.of())).isFalse();
        assertThat(CloudEvent.isOne(view("{\"specversion\": \"1.0\", \"type\": 7}"), Map.of()))
                .isFalse();
    }

    @Test
    void batchesInBatchesEnd() {
        var batch = "[".repeat(20) + "{\"specversion\":\"1.0\",\"type\":\"t\"}" + "]".repeat(20);
        var payload = new Payload(batch.getBytes(UTF_8), Map.of("content-type", "application/cloudevents-batch+json"));
        assertThat(new Decoders(OpenFormats.all()).decode(payload).rejected())
                .extracting(Rejected::place)
                .containsExactly("$[0]");
    }
}

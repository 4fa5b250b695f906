package io.nightshift.gcp.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Rejected;
import io.nightshift.entry.DeadLetters;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PlainRest;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.GoogleEmulator;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dead letters on Google's own Pub/Sub emulator, which stores them for real; it checks no permission. */
class PubSubEmulatorTest {

    private static final String TOPIC = "projects/shop-prod/topics/dead-letters";
    private static final String SUBSCRIPTION = "projects/shop-prod/subscriptions/dead-letters";

    private static Optional<GoogleEmulator> emulator = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        emulator = GoogleEmulator.pubSub();
        Assumptions.assumeTrue(emulator.isPresent(), "peer missing: Google Pub/Sub emulator");
        put(TOPIC, Json.obj());
        put(SUBSCRIPTION, Json.obj().with("topic", TOPIC));
    }

    @AfterAll
    static void stop() {
        emulator.ifPresent(GoogleEmulator::close);
    }

    private static void put(String name, Json body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            emulator.orElseThrow().endpoint().resolve("/v1/" + name))
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(body.bytes()))
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static GcpClients clients() {
        var there = emulator.map(GoogleEmulator::endpoint);
        return new GcpClients(Optional.empty(), there, Optional.empty(), FastRetries.POLICY);
    }

    private static View pulled() throws IOException {
        var answer = PlainRest.of(clients(), "")
                .post(
                        "v1/" + SUBSCRIPTION + ":pull",
                        Json.obj().with("maxMessages", 1).bytes());
        try {
            return View.of(Json.parse(answer, JsonLimits.DEFAULT))
                    .at("receivedMessages")
                    .at(0)
                    .at("message");
        } catch (io.nightshift.core.json.JsonException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLetterComesOutAsItWasPutInWithItsReasons() throws Exception {
        var payload = new byte[] {'{', (byte) 0xff, 0, '\n'};
        PubSubDeadLetters.of(clients(), TOPIC)
                .keep(payload, List.of(new Rejected("$.data", "not JSON\n" + "ö".repeat(2000))));

        var letter = pulled();
        assertThat(Base64.getDecoder().decode(letter.at("data").text())).isEqualTo(payload);
        assertThat(letter.at("attributes").texts())
                .containsAllEntriesOf(Map.of("place", "$.data", "encoding", "none"))
                .hasEntrySatisfying("reason", reason -> assertThat(reason).startsWith("$.data: not JSON?"));
    }

    @Test
    void aTopicThatIsNotThereTakesNoLetter() {
        assertThatThrownBy(() -> PubSubDeadLetters.of(clients(), TOPIC + "-of-nobody")
                        .keep(new byte[] {1}, List.of(new Rejected("$", "not JSON"))))
                .isInstanceOf(DeadLetters.UndeliverableException.class)
                .hasMessageContaining("404");
    }
}

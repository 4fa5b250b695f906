package io.nightshift.gcp.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.signal.Rejected;
import io.nightshift.entry.DeadLetters;
import io.nightshift.gcp.GcpClients;
import io.nightshift.sandbox.gcp.PubSubStandIn;
import io.nightshift.sandbox.gcp.PubSubStandIn.Letter;
import io.nightshift.sandbox.gcp.RestError;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PubSubDeadLettersTest {

    private static final String TOPIC = "projects/shop-prod/topics/nightshift-dead-letters";
    private static final List<Rejected> REASONS =
            List.of(new Rejected("$.data", "not JSON"), new Rejected("$", "no known payload format"));

    private final PubSubStandIn pubSub = new PubSubStandIn(TOPIC);
    private final WireServer wire = WireServer.before(pubSub);
    private final DeadLetters letters = letters(TOPIC);

    private DeadLetters letters(String topic) {
        return PubSubDeadLetters.of(
                new GcpClients(Optional.empty(), Optional.of(wire.endpoint()), Optional.empty(), FastRetries.POLICY),
                topic);
    }

    @AfterEach
    void close() {
        wire.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Letter keep(byte[] payload) {
        letters.keep(payload, REASONS);
        return pubSub.letters().getLast();
    }

    private static byte[] unpacked(Letter letter) throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(letter.data()))) {
            return gzip.readAllBytes();
        }
    }

    @Test
    void keepsAnyBytesAsTheyCameWithPlaceAndReasons() {
        for (var payload :
                List.of(bytes(" {\"truncated\": \"ü\" "), new byte[] {(byte) 0xff, 0, 1}, new byte[7_000_000])) {
            var letter = keep(payload);
            assertThat(letter.data()).isEqualTo(payload);
            assertThat(letter.attribute("place")).isEqualTo("$.data");
            assertThat(letter.attribute("encoding")).isEqualTo("none");
            assertThat(letter.attribute("reason")).contains("not JSON", "no known payload format");
        }
    }

    @Test
    void packsWhatPubSubDoesNotTakeSoThatItCanBeUnpackedAgain() throws IOException {
        for (var payload : List.of(new byte[0], bytes("x".repeat(20_000_000)))) {
            var letter = keep(payload);
            assertThat(letter.attribute("encoding")).isEqualTo("gzip");
            assertThat(unpacked(letter)).isEqualTo(payload);
        }
    }

    @Test
    void ofWhatDoesNotFitPackedTheBeginningIsKept() throws IOException {
        var noise = new byte[30_000_000];
        new Random(7).nextBytes(noise);

        var letter = keep(noise);

        assertThat(letter.attribute("encoding")).isEqualTo("gzip, the beginning only");
        assertThat(unpacked(letter)).hasSizeGreaterThan(3_000_000);
        assertThat(noise).startsWith(unpacked(letter));
    }

    @Test
    void attributesOfAnyLengthAndLetterFit() {
        letters.keep(bytes("x"), List.of(new Rejected("$\u0000ü", "odd \n " + "löng ".repeat(1000))));

        var letter = pubSub.letters().getLast();
        assertThat(letter.attribute("place")).isEqualTo("$??");
        assertThat(letter.attribute("reason")).startsWith("$??: odd ? l?ng").contains("left out");
        assertThat(bytes(letter.attribute("reason"))).hasSizeLessThan(1024);
    }

    @Test
    void whatMayHaveBeenTakenIsSentAgain() {
        wire.happensButAnswers(PubSubStandIn::publishes, new WireReply.HangUp());
        letters.keep(bytes("x"), REASONS);
        assertThat(pubSub.letters()).as("twice is better than never").hasSize(2);
    }

    @Test
    void saysThatTheTopicDidNotTakeItWithoutRepeatingAnything() {
        wire.script(
                PubSubStandIn::publishes,
                RestError.newer(403, "PERMISSION_DENIED", "User not authorized to perform this action. canary"));
        assertThatThrownBy(() -> letters.keep(bytes("canary-payload"), REASONS))
                .isInstanceOf(DeadLetters.UndeliverableException.class)
                .hasMessageContaining("did not take a payload")
                .hasMessageContaining("403")
                .hasMessageNotContaining("canary")
                .hasNoCause();
        assertThatThrownBy(() -> letters("projects/shop-prod/topics/canary").keep(bytes("x"), REASONS))
                .isInstanceOf(DeadLetters.UndeliverableException.class)
                .hasMessageContaining("404")
                .hasMessageNotContaining("canary");
        assertThat(pubSub.letters()).isEmpty();
    }
}

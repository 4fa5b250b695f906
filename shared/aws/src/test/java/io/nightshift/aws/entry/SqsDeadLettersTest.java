package io.nightshift.aws.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.aws.AwsClients;
import io.nightshift.core.decode.TextLimit;
import io.nightshift.core.signal.Rejected;
import io.nightshift.entry.DeadLetters;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Letter;
import io.nightshift.sandbox.wire.FastRetries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sqs.SqsClient;

class SqsDeadLettersTest {

    static final String QUEUE = "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-dead-letters";

    private static final List<Rejected> REASONS =
            List.of(new Rejected("$.Records[0]", "not JSON"), new Rejected("$.Records[1]", "no known payload format"));

    private final AwsStandIn aws = new AwsStandIn();
    private final AwsClients clients = new AwsClients(
            AwsStandIn.REGION,
            Optional.of(aws.endpoint()),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret")),
            FastRetries.POLICY);
    private final DeadLetters letters = new SqsDeadLetters(clients.build(SqsClient.builder()), URI.create(QUEUE));

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Letter keep(byte[] payload) {
        letters.keep(payload, REASONS);
        return aws.things(Letter.class).getLast();
    }

    @Test
    void keepsTextAsItCameWithPlaceAndReasons() {
        var letter = keep(bytes(" {\"truncated\": \"ü\" "));

        assertThat(letter.queueUrl()).isEqualTo(QUEUE);
        assertThat(letter.body()).isEqualTo(" {\"truncated\": \"ü\" ");
        assertThat(letter.attributes())
                .containsEntry("place", "$.Records[0]")
                .containsEntry("encoding", "none")
                .hasEntrySatisfying(
                        "reason", reason -> assertThat(reason).contains("not JSON", "no known payload format"));
    }

    @Test
    void packsWhatSqsDoesNotTakeSoThatItCanBeUnpackedAgain() throws IOException {
        for (var payload : List.of(
                new byte[] {(byte) 0xff, 0, 1, 2},
                bytes("a bell: \u0007"),
                bytes("\u0000"),
                new byte[0],
                bytes("x".repeat(5_000_000)))) {
            var letter = keep(payload);
            assertThat(letter.attributes()).containsEntry("encoding", "gzip+base64");
            assertThat(unpacked(letter)).isEqualTo(payload);
        }
    }

    @Test
    void ofWhatDoesNotFitPackedTheBeginningIsKept() throws IOException {
        var noise = new byte[1_000_000];
        new Random(7).nextBytes(noise);

        var letter = keep(noise);

        assertThat(letter.attributes()).containsEntry("encoding", "gzip+base64, the beginning only");
        assertThat(letter.body()).hasSizeLessThan(256 * 1024);
        assertThat(noise).startsWith(unpacked(letter));
        assertThat(unpacked(letter)).hasSizeGreaterThan(100_000);
    }

    private static byte[] unpacked(Letter letter) throws IOException {
        try (var gzip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(letter.body())))) {
            return gzip.readAllBytes();
        }
    }

    @Test
    void aReasonFullOfControlCharactersIsPlainText() {
        letters.keep(bytes("x"), List.of(new Rejected("$\u0000", "odd \u0001 " + "long ".repeat(1000))));

        var attributes = aws.things(Letter.class).getLast().attributes();
        assertThat(attributes.get("place")).isEqualTo("$?");
        assertThat(attributes.get("reason"))
                .startsWith("$?")
                .doesNotContain("\u0001")
                .hasSizeLessThan(TextLimit.LONGEST_MESSAGE + 50)
                .satisfies(reason ->
                        assertThat(reason.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8000));
    }

    @Test
    void saysThatTheQueueDidNotTakeItWithoutRepeatingAnything() {
        aws.fail("SendMessage", new AwsFault.Denied());

        assertThatThrownBy(() -> letters.keep(bytes("canary-payload"), REASONS))
                .isInstanceOf(DeadLetters.UndeliverableException.class)
                .hasMessageContaining("not authorized to perform sqs:SendMessage")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }
}

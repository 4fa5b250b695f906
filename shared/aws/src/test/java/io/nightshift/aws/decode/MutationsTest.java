package io.nightshift.aws.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** Whatever happens to a payload on its way: nothing is thrown, and nothing of it is lost without a word. */
class MutationsTest {

    private final Decoders decoders = new Decoders(AwsFormats.all());

    @Provide
    Arbitrary<Sample> samples() {
        return Arbitraries.of(Sample.all());
    }

    @Provide
    Arbitrary<Sample> jsonSamples() {
        return Arbitraries.of(Sample.all().stream()
                .filter(sample -> sample.name().endsWith(".json"))
                .toList());
    }

    @Property(tries = 6_000)
    void aDamagedPlaceGivesSignalsRejectionsOrAReason(
            @ForAll("jsonSamples") Sample sample, @ForAll Mutation mutation, @ForAll long seed) throws Exception {
        var damaged = mutation.in(sample.json(), new Random(seed));
        var decoded = decoders.decode(Payload.of(damaged.bytes()));
        check(decoded);
        checkBatch(damaged);
        Statistics.label("rejected")
                .collect(!decoded.rejected().isEmpty())
                .coverage(of -> of.check(true).percentage(percent -> percent > 10));
        Statistics.label("served")
                .collect(!decoded.signals().isEmpty())
                .coverage(of -> of.check(true).percentage(percent -> percent > 10));
    }

    @Property(tries = 1_000)
    void manyDamagedPlacesGiveSignalsRejectionsOrAReason(
            @ForAll("jsonSamples") Sample sample,
            @ForAll @Size(min = 2, max = 12) List<Mutation> mutations,
            @ForAll long seed)
            throws Exception {
        var random = new Random(seed);
        var damaged = sample.json();
        for (var mutation : mutations) {
            damaged = mutation.in(damaged, random);
        }
        check(decoders.decode(Payload.of(damaged.bytes())));
        checkBatch(damaged);
    }

    @Property(tries = 1_000)
    void aTruncatedPayloadIsOneRejection(
            @ForAll("samples") Sample sample, @ForAll @IntRange(min = 0, max = 999) int part) {
        var bytes = sample.bytes();
        var text = new String(bytes, UTF_8).stripTrailing();
        int length = Math.min(text.getBytes(UTF_8).length - 1, bytes.length * part / 1_000);
        var decoded = decoders.decode(Payload.of(Arrays.copyOf(bytes, Math.max(0, length))));
        assertThat(decoded.signals()).isEmpty();
        assertThat(decoded.rejected()).hasSize(1);
    }

    @Property(tries = 1_000)
    void aChangedByteGivesSignalsRejectionsOrAReason(
            @ForAll("samples") Sample sample, @ForAll @IntRange(min = 0, max = 999) int part, @ForAll byte value) {
        var bytes = sample.bytes().clone();
        if (bytes.length > 0) {
            bytes[bytes.length * part / 1_000] = value;
        }
        check(decoders.decode(Payload.of(bytes)));
    }

    @Property(tries = 1_000)
    void randomBytesAreOneRejection(@ForAll byte[] bytes) {
        var decoded = decoders.decode(Payload.of(bytes));
        assertThat(decoded.signals()).isEmpty();
        assertThat(decoded.rejected()).hasSize(1);
    }

    private static void check(Decoded decoded) {
        assertThat(decoded.signals().size()
                        + decoded.rejected().size()
                        + decoded.ignored().size())
                .as("signals, rejections and reasons to ignore")
                .isPositive();
        decoded.signals().forEach(MutationsTest::check);
        assertThat(decoded.rejected()).allSatisfy(rejected -> {
            assertThat(rejected.place()).startsWith("$");
            assertThat(rejected.reason())
                    .isNotBlank()
                    .doesNotContain("canary-7f3a")
                    .hasSizeLessThan(4_000);
        });
        assertThat(decoded.ignored()).noneSatisfy(reason -> assertThat(reason).contains("canary-7f3a"));
        assertThat(Sample.asJson(decoded).text()).isNotEmpty();
    }

    private static void check(Signal signal) {
        assertThat(signal.subject().name()).isNotBlank().hasSizeLessThan(1_100);
        assertThat(signal.subject().kind()).isNotBlank();
        assertThat(signal.origin().account()).isNotBlank();
        assertThat(signal.labels()).doesNotContainKey("password").hasSizeLessThan(101);
        assertThat(signal.labels().values())
                .allSatisfy(value -> assertThat(value).hasSizeLessThan(600));
    }

    /** Each message of a batch has its own result, and the results together are the batch's. */
    private void checkBatch(Json payload) throws JsonException {
        var view = View.of(payload);
        if (!SqsBatch.isOne(view)) {
            return;
        }
        var messages = SqsBatch.messages(view, decoders);
        assertThat(messages).hasSameSizeAs(view.at("Records").items());
        messages.forEach(message -> check(message.decoded()));
        assertThat(Sample.asJson(
                        Decoded.all(messages.stream().map(SqsMessage::decoded).toList())))
                .isEqualTo(Sample.asJson(decoders.decode(Payload.of(payload.bytes()))));
    }
}

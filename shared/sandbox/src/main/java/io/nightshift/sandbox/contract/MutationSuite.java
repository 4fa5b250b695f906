package io.nightshift.sandbox.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/**
 * For any damage to a payload of {@code events/}: nothing is thrown, no part is lost silently, and no reason repeats the
 * payload's content.
 */
public abstract class MutationSuite {

    private final String folder;
    private final Decoders decoders;

    /** The folder is below {@code events/}; the formats are in the order in which they are tried. */
    protected MutationSuite(String folder, List<Format> formats) {
        this.folder = folder;
        this.decoders = new Decoders(formats);
    }

    /** Additional checks for each decoded signal. */
    protected void check(Signal signal) throws Exception {}

    /** Additional checks for each damaged payload. */
    protected void check(Json damaged, Decoded decoded) throws Exception {}

    @Provide
    Arbitrary<Sample> samples() {
        return Arbitraries.of(Sample.all(folder));
    }

    @Provide
    Arbitrary<Sample> jsonSamples() {
        return Arbitraries.of(Sample.all(folder).stream().filter(Sample::isJson).toList());
    }

    @Property(tries = 6_000)
    void aDamagedPlaceGivesSignalsRejectionsOrAReason(
            @ForAll("jsonSamples") Sample sample, @ForAll Mutation mutation, @ForAll long seed) throws Exception {
        var decoded = damage(sample, List.of(mutation), new Random(seed));
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
        damage(sample, mutations, new Random(seed));
    }

    @Property(tries = 500)
    void aDamagedHeaderGivesSignalsRejectionsOrAReason(
            @ForAll("samples") Sample sample, @ForAll String value, @ForAll long seed) throws Exception {
        var headers = new LinkedHashMap<>(sample.headers());
        var names = List.copyOf(headers.keySet());
        if (!names.isEmpty()) {
            headers.put(names.get(new Random(seed).nextInt(names.size())), value);
        }
        checkAll(decoders.decode(new Payload(sample.bytes(), headers)));
    }

    @Property(tries = 1_000)
    void aTruncatedPayloadIsOneRejection(
            @ForAll("samples") Sample sample, @ForAll @IntRange(min = 0, max = 999) int part) {
        var bytes = sample.bytes();
        var text = new String(bytes, UTF_8).stripTrailing();
        int length = Math.min(text.getBytes(UTF_8).length - 1, bytes.length * part / 1_000);
        var cut = Arrays.copyOf(bytes, Math.max(0, length));
        var decoded = decoders.decode(new Payload(cut, sample.headers()));
        assertThat(decoded.signals()).isEmpty();
        assertThat(decoded.rejected()).hasSize(1);
    }

    @Property(tries = 1_000)
    void aChangedByteGivesSignalsRejectionsOrAReason(
            @ForAll("samples") Sample sample, @ForAll @IntRange(min = 0, max = 999) int part, @ForAll byte value)
            throws Exception {
        var bytes = sample.bytes().clone();
        if (bytes.length > 0) {
            bytes[bytes.length * part / 1_000] = value;
        }
        checkAll(decoders.decode(new Payload(bytes, sample.headers())));
    }

    @Property(tries = 1_000)
    void randomBytesAreOneRejection(@ForAll byte[] bytes) {
        var decoded = decoders.decode(new Payload(bytes, Map.of()));
        assertThat(decoded.signals()).isEmpty();
        assertThat(decoded.rejected()).hasSize(1);
    }

    private Decoded damage(Sample sample, List<Mutation> mutations, Random random) throws Exception {
        var damaged = sample.json();
        for (var mutation : mutations) {
            damaged = mutation.in(damaged, random);
        }
        var decoded = decoders.decode(new Payload(damaged.bytes(), sample.headers()));
        checkAll(decoded);
        check(damaged, decoded);
        return decoded;
    }

    private void checkAll(Decoded decoded) throws Exception {
        assertThat(decoded.signals().size()
                        + decoded.rejected().size()
                        + decoded.ignored().size())
                .as("signals, rejections and reasons to ignore")
                .isPositive();
        for (var signal : decoded.signals()) {
            checkOne(signal);
            check(signal);
        }
        assertThat(decoded.rejected()).allSatisfy(rejected -> {
            assertThat(rejected.place()).startsWith("$");
            assertThat(rejected.reason())
                    .isNotBlank()
                    .doesNotContain("canary-7f3a")
                    .hasSizeLessThan(4_000);
        });
        assertThat(decoded.ignored()).noneSatisfy(reason -> assertThat(reason).contains("canary-7f3a"));
        assertThat(Json.parse(SignalJson.of(decoded).text())).isEqualTo(SignalJson.of(decoded));
    }

    private static void checkOne(Signal signal) throws Exception {
        var subject = signal.subject();
        assertThat(subject.name()).isNotBlank().hasSizeLessThan(4_000);
        assertThat(subject.kind()).isNotBlank();
        assertThat(Resource.fromJson(io.nightshift.core.json.View.of(subject.toJson())))
                .isEqualTo(subject);
        assertThat(signal.labels()).hasSizeLessThan(101);
        assertThat(signal.labels().values())
                .allSatisfy(value -> assertThat(value).hasSizeLessThan(600));
    }
}

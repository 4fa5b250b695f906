package io.nightshift.aws.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every payload in {@code events/aws} gives exactly the signals, rejections and reasons that stand beside it. */
class SamplesTest {

    private final Decoders decoders = new Decoders(AwsFormats.all());

    @TestFactory
    Stream<DynamicTest> everySampleGivesWhatStandsBesideIt() {
        return Sample.all().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.name(),
                        () -> assertThat(Sample.asJson(decoders.decode(sample.payload()))
                                        .pretty())
                                .isEqualTo(sample.expected().pretty())));
    }

    @Test
    void everyExpectationBelongsToASample() {
        assertThat(Sample.all()).hasSizeGreaterThan(50);
        assertThat(Sample.expectations())
                .containsExactlyInAnyOrderElementsOf(
                        Sample.all().stream().map(Sample::expectation).toList());
    }

    @Test
    void everyFormatHasASample() {
        var used = new TreeSet<String>();
        var recording = new Decoders(AwsFormats.all().stream()
                .map(format -> (Format) new Recording(format, used))
                .toList());
        Sample.all().forEach(sample -> recording.decode(sample.payload()));
        assertThat(used)
                .containsExactlyInAnyOrderElementsOf(
                        AwsFormats.all().stream().map(Format::name).toList());
    }

    /** A format that notes that it was used. */
    private record Recording(Format format, Set<String> used) implements Format {
        @Override
        public String name() {
            return format.name();
        }

        @Override
        public boolean recognises(View payload, Map<String, String> headers) {
            return format.recognises(payload, headers);
        }

        @Override
        public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
            used.add(name());
            return format.decode(payload, headers, inner);
        }
    }
}

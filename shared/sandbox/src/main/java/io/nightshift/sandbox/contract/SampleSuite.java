package io.nightshift.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.SignalJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every payload in a folder of {@code events/} produces exactly the expected signals, rejections and reasons, and every
 * format has a payload there.
 */
public abstract class SampleSuite {

    private final String folder;
    private final List<Format> formats;

    /**
     * @param folder below {@code events/}
     * @param formats in the order in which they are tried
     */
    protected SampleSuite(String folder, List<Format> formats) {
        this.folder = folder;
        this.formats = formats;
    }

    @TestFactory
    Stream<DynamicTest> everySampleGivesWhatStandsBesideIt() {
        var decoders = new Decoders(formats);
        return Sample.all(folder).stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    var decoded = SignalJson.of(decoders.decode(sample.payload()));
                    assertThat(decoded.pretty()).isEqualTo(sample.expected().pretty());
                }));
    }

    @Test
    void everyFileBelongsToASample() {
        assertThat(Sample.all(folder)).isNotEmpty();
        assertThat(Sample.strays(folder)).isEmpty();
    }

    @Test
    void everyFormatHasASample() {
        var used = new TreeSet<String>();
        var noting = new Decoders(
                formats.stream().<Format>map(format -> new Noting(format, used)).toList());
        Sample.all(folder).forEach(sample -> noting.decode(sample.payload()));
        assertThat(used)
                .containsExactlyInAnyOrderElementsOf(
                        formats.stream().map(Format::name).toList());
    }

    @Test
    void formatNamesAreDistinct() {
        assertThat(formats.stream().map(Format::name)).doesNotHaveDuplicates();
    }

    /** A format that records its use. */
    private record Noting(Format format, Set<String> used) implements Format {
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

package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.SignalJson;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.sandbox.contract.Sample;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** All formats of all clouds together give what each cloud's formats give alone: none takes another's payload. */
final class EverySampleTest {

    @TestFactory
    Stream<DynamicTest> everySampleGivesWhatStandsBesideIt() {
        var decoders = KnownFormats.decoders();
        return Sample.all("").stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.name(),
                        () -> assertThat(SignalJson.of(decoders.decode(sample.payload()))
                                        .pretty())
                                .isEqualTo(sample.expected().pretty())));
    }
}

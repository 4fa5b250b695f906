package io.nightshift.gcp.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.OpenFormats;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.contract.Sample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompositionTest {

    private final List<Format> all =
            Stream.concat(GcpFormats.all().stream(), OpenFormats.all().stream()).toList();

    @Test
    void openFormatsTakeNothingFromGoogleCloudsAndTheOtherWayRound() {
        sameSignals("gcp", GcpFormats.all());
        sameSignals("open", OpenFormats.all());
    }

    @Test
    void aTypeOfEventarcThatIsNotKnownIsANotice() {
        var sample = Sample.of("gcp", "eventarc/object-finalized.json");
        assertThat(new Decoders(all).decode(sample.payload()).signals())
                .singleElement()
                .isInstanceOf(Signal.Notice.class);
    }

    @Test
    void aPushToArtifactRegistryHasItsTimeFromThePubSubMessageAndIsRefusedWithoutOne() {
        var bare = "{\"action\":\"INSERT\",\"digest\":\"europe-docker.pkg.dev/p/r/i@sha256:%s\"}"
                .formatted("a".repeat(64));
        var decoded = new Decoders(all).decode(new Payload(bare.getBytes(StandardCharsets.UTF_8), Map.of()));
        assertThat(decoded.signals()).isEmpty();
        assertThat(decoded.rejected())
                .singleElement()
                .extracting(Rejected::reason)
                .asString()
                .contains("it did not come in a Pub/Sub message with a publishTime");
    }

    private void sameSignals(String folder, List<Format> own) {
        assertThat(Sample.all(folder))
                .allSatisfy(sample -> assertThat(
                                new Decoders(all).decode(sample.payload()).signals())
                        .as(sample.name())
                        .isEqualTo(new Decoders(own).decode(sample.payload()).signals()));
    }
}

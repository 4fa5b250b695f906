package io.nightshift.gcp.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.OpenFormats;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.contract.Sample;
import java.util.List;
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
        var sample = Sample.of("open", "cloudevents/unknown-google-type.json");
        assertThat(new Decoders(all).decode(sample.payload()).signals())
                .singleElement()
                .isInstanceOf(Signal.Notice.class);
    }

    private void sameSignals(String folder, List<Format> own) {
        assertThat(Sample.all(folder))
                .allSatisfy(sample -> assertThat(
                                new Decoders(all).decode(sample.payload()).signals())
                        .as(sample.name())
                        .isEqualTo(new Decoders(own).decode(sample.payload()).signals()));
    }
}

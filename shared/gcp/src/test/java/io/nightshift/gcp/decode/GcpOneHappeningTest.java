package io.nightshift.gcp.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.contract.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One happening has one signal, by whatever road and however often it comes. */
class GcpOneHappeningTest {

    private final Decoders decoders = new Decoders(GcpFormats.all());

    @Test
    void anIncidentIsTheSameByEveryRoad() {
        var webhook = first("monitoring/cloud-run-open.json");
        var roads = List.of(
                "pubsub/push.json",
                "pubsub/push-snake-case.json",
                "pubsub/pull.json",
                "pubsub/background-event.json",
                "pubsub/eventarc-binary.json",
                "pubsub/eventarc-structured.json",
                "pubsub/envelopes-inside-each-other.json",
                "monitoring/schema-1.3.json");
        assertThat(roads.stream().map(this::first)).allMatch(webhook::equals);
    }

    @Test
    void anAuditLogEntryIsTheSameByEveryRoad() {
        var pushed = first("audit/instance-stopped-pubsub.json");
        assertThat(first("audit/eventarc-structured.json")).isEqualTo(pushed);
        assertThat(first("pubsub/cloudevent-in-attributes.json")).isEqualTo(pushed);
    }

    @Test
    void theEndOfAnIncidentIsANewSignalOfTheSameAlarm() {
        var open = (Signal.Alarm) first("monitoring/cloud-run-open.json");
        var closed = (Signal.Alarm) first("monitoring/cloud-run-closed.json");
        assertThat(closed.key()).isEqualTo(open.key());
        assertThat(closed.subject()).isEqualTo(open.subject());
        assertThat(closed.id()).isNotEqualTo(open.id());
        assertThat(closed.state()).isEqualTo(AlarmState.OK);
        assertThat(closed.time()).isAfter(open.time());
    }

    @Test
    void aFlapIsANewSignalOfTheSameAlarm() {
        var open = (Signal.Alarm) first("monitoring/cloud-run-open.json");
        var again = (Signal.Alarm) decoders.decode(Sample.of("gcp", "monitoring/cloud-run-open.json")
                        .with("\"incident_id\": \"0.nrwotmyokd9n\"", "\"incident_id\": \"0.nrwotmyokdzz\""))
                .signals()
                .getFirst();
        assertThat(again.key()).isEqualTo(open.key());
        assertThat(again.id()).isNotEqualTo(open.id());
    }

    @Test
    void anotherTimeSeriesIsAnotherAlarm() {
        var open = (Signal.Alarm) first("monitoring/cloud-run-open.json");
        var other = (Signal.Alarm) decoders.decode(Sample.of("gcp", "monitoring/cloud-run-open.json")
                        .with("\"service_name\": \"checkout\"", "\"service_name\": \"basket\""))
                .signals()
                .getFirst();
        assertThat(other.key()).isNotEqualTo(open.key());
        assertThat(other.subject().name()).isEqualTo("basket");
    }

    private Signal first(String sample) {
        return decoders.decode(Sample.of("gcp", sample).payload()).signals().getFirst();
    }
}

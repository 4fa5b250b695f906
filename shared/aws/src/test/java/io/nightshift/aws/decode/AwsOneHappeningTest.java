package io.nightshift.aws.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.sandbox.contract.Sample;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What happened once has one id, by whatever road it came; what happened twice has two. */
class AwsOneHappeningTest {

    private final Decoders decoders = new Decoders(AwsFormats.all());

    @Test
    void anAlarmThatComesByFourRoadsIsOneHappening() {
        assertThat(Stream.of(
                                "cloudwatch/metric-alarm.json",
                                "cloudwatch/lambda-action.json",
                                "sns/lambda-metric-alarm.json",
                                "sns/raw-metric-alarm.json")
                        .map(this::first)
                        .map(Signal::id))
                .containsOnly(first("cloudwatch/metric-alarm.json").id());
    }

    @Test
    void theRoadsAgreeOnSubjectStateAndKey() {
        var event = (Signal.Alarm) first("cloudwatch/metric-alarm.json");
        var notification = (Signal.Alarm) first("sns/lambda-metric-alarm.json");
        assertThat(notification).isEqualTo(event);
    }

    @Test
    void eachStateOfAnAlarmIsAHappeningOfItsOwnWithTheSameKey() {
        var states = Stream.of("metric-alarm", "metric-ok", "metric-insufficient-data")
                .map(name -> (Signal.Alarm) first("cloudwatch/" + name + ".json"))
                .toList();
        assertThat(states.stream().map(Signal::id).distinct()).hasSize(3);
        assertThat(states.stream().map(Signal.Alarm::key).distinct()).hasSize(1);
        assertThat(states.stream().map(Signal::subject).distinct()).hasSize(1);
    }

    @Test
    void aContributorIsAnotherAlarmThanTheWholeAndTheSameByBothRoads() {
        assertThat(first("sns/lambda-contributor.json").id())
                .isEqualTo(first("cloudwatch/contributor.json").id());
        assertThat(((Signal.Alarm) first("cloudwatch/contributor.json")).key()).endsWith("#6d442278dba546f6");
    }

    @Test
    void anRdsEventThatComesByEventBridgeAndSnsIsOneHappening() {
        assertThat(ids("sns/lambda-rds.json"))
                .containsExactly(
                        first("rds/instance-failover.json").id(),
                        first("rds/snapshot-created.json").id(),
                        first("rds/storage-low.json").id());
    }

    @Test
    void aHealthEventAndItsBackupFromAnotherRegionAreOneHappening() {
        var backup = Made.sampleWith(
                "health/instance-retirement.json", "\"account\": \"111122223333\"", "\"account\": \"999988887777\"");
        assertThat(decoders.decode(backup).signals().stream().map(Signal::id))
                .containsExactlyElementsOf(ids("health/instance-retirement.json"));
    }

    @Test
    void anInvocationRecordIsTheSameOnEventBridge() {
        assertThat(first("lambda/destination-on-eventbridge.json"))
                .isEqualTo(first("lambda/destination-retries-exhausted.json"));
    }

    private Signal first(String sample) {
        return decoders.decode(Sample.of("aws", sample).payload()).signals().getFirst();
    }

    private List<SignalId> ids(String sample) {
        return decoders.decode(Sample.of("aws", sample).payload()).signals().stream()
                .map(Signal::id)
                .toList();
    }
}

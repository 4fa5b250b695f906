package io.nightshift.aws.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Rejected;
import io.nightshift.sandbox.contract.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqsBatchTest {

    private final Decoders decoders = new Decoders(AwsFormats.all());

    @Test
    void eachMessageHasItsOwnResultSoThatOnlyTheBrokenOneGoesBack() throws JsonException {
        var messages = messages("sqs/batch-with-one-bad-record.json");
        assertThat(messages)
                .extracting(message -> message.decoded().signals().size())
                .containsExactly(1, 0, 1, 1);
        assertThat(messages.stream()
                        .filter(message -> !message.decoded().rejected().isEmpty())
                        .map(SqsMessage::messageId))
                .containsExactly("2e1424d4-f796-459a-8184-9c92662be6da");
        assertThat(messages.get(1).decoded().rejected())
                .extracting(Rejected::place)
                .containsExactly("$.Records[1].body");
    }

    @Test
    void aMessageWithoutIdIsServedAndItsIdIsEmpty() throws JsonException {
        var messages = messages("sqs/batch-with-broken-records.json");
        assertThat(messages.getLast().messageId()).isEmpty();
        assertThat(messages.getLast().decoded().signals()).hasSize(1);
    }

    @Test
    void theRecordIsThereForItsAttributes() throws JsonException {
        var record = messages("sqs/batch-with-one-bad-record.json").getFirst().record();
        assertThat(record.at("attributes", "ApproximateReceiveCount").integer()).isEqualTo(1);
    }

    @Test
    void otherPayloadsAreNoBatch() throws JsonException {
        assertThat(SqsBatch.isOne(view("sns/lambda-metric-alarm.json"))).isFalse();
        assertThat(SqsBatch.isOne(view("cloudwatch/metric-alarm.json"))).isFalse();
        assertThat(SqsBatch.isOne(view("sqs/batch-with-one-bad-record.json"))).isTrue();
    }

    private List<SqsMessage> messages(String sample) throws JsonException {
        return SqsBatch.messages(view(sample), decoders);
    }

    private static View view(String sample) throws JsonException {
        return View.of(Sample.of("aws", sample).json());
    }
}

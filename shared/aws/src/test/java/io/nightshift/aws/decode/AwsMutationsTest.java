package io.nightshift.aws.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.contract.MutationSuite;

class AwsMutationsTest extends MutationSuite {

    private final Decoders decoders = new Decoders(AwsFormats.all());

    AwsMutationsTest() {
        super("aws", AwsFormats.all());
    }

    @Override
    protected void check(Signal signal) {
        assertThat(signal.subject().name()).hasSizeLessThan(1_100);
        assertThat(signal.origin().account()).isNotBlank();
        assertThat(signal.labels().getOrDefault("password", "(hidden)")).isEqualTo("(hidden)");
    }

    /** Each message of a batch has its own result, and the results together are the batch's. */
    @Override
    protected void check(Json damaged, Decoded decoded) throws JsonException {
        var view = View.of(damaged);
        if (SqsBatch.isOne(view)) {
            var messages = SqsBatch.messages(view, decoders);
            assertThat(messages).hasSameSizeAs(view.at("Records").items());
            assertThat(Decoded.all(messages.stream().map(SqsMessage::decoded).toList()))
                    .isEqualTo(decoded);
        }
    }
}

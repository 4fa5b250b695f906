package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/**
 * The event with which SNS invokes a Lambda function.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">AWS: Lambda with SNS</a>
 */
final class SnsRecords implements Format {

    @Override
    public String name() {
        return "SNS event for Lambda";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return LambdaRecords.from(payload, "EventSource", "aws:sns");
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return Decoders.each(payload.at("Records").items(), item -> {
            var envelope = item.at("Sns");
            envelope.object();
            return SnsMessage.decode(envelope, inner);
        });
    }
}

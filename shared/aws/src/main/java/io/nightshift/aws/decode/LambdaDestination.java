package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/** An invocation record as delivered to queues, topics and functions. */
final class LambdaDestination implements Format {

    @Override
    public String name() {
        return "Lambda destination";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("requestContext", "condition").exists()
                && payload.at("requestContext", "functionArn").exists();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return InvocationRecord.decode(payload);
    }
}

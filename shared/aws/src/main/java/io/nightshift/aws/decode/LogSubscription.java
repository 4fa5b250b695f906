package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/** The event with which CloudWatch Logs invokes a Lambda function: one packed batch. */
final class LogSubscription implements Format {

    @Override
    public String name() {
        return "CloudWatch Logs subscription";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("awslogs").exists();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return LogBatch.unpack(payload.at("awslogs", "data"), "", inner);
    }
}

package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/** One SNS envelope as SNS posts it to a URL or sends it to a queue. */
final class SnsNotification implements Format {

    @Override
    public String name() {
        return "SNS notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return isOne(payload);
    }

    static boolean isOne(View payload) {
        return payload.at("Type").isString() && payload.at("TopicArn").exists();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return SnsMessage.decode(payload, inner);
    }
}

package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/**
 * A Pub/Sub message as received by first-generation background functions: {@code context} and {@code data}.
 *
 * @see <a href="https://cloud.google.com/functions/1stgendocs/calling/pubsub">Google Cloud: Pub/Sub triggers (1st gen)</a>
 */
final class PubSubBackground implements Format {

    @Override
    public String name() {
        return "Pub/Sub background event";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return Fields.says(
                payload.at("context", "eventType"),
                "google.pubsub.topic.publish",
                "providers/cloud.pubsub/eventTypes/topic.publish");
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return PubSubMessage.decode(payload.at("data"), inner);
    }
}

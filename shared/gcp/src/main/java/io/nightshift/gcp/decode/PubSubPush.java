package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/**
 * The body that Pub/Sub posts to a push endpoint; also the data of Eventarc's Pub/Sub event.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/push#receive_push">Google Cloud: receive push messages</a>
 */
final class PubSubPush implements Format {

    @Override
    public String name() {
        return "Pub/Sub push";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return PubSubMessage.isOne(payload.at("message"));
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return PubSubMessage.decode(payload.at("message"), inner);
    }
}

package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/** The response to a Pub/Sub pull: each message is decoded separately. */
final class PubSubPull implements Format {

    @Override
    public String name() {
        return "Pub/Sub pull";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("receivedMessages").exists();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var received = payload.at("receivedMessages").items();
        return received.isEmpty()
                ? Decoded.ignored("Pub/Sub had no message")
                : Decoders.each(received, item -> PubSubMessage.decode(item.at("message"), inner));
    }
}

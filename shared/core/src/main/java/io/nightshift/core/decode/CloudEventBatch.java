package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/**
 * A JSON array of structured CloudEvents ({@code application/cloudevents-batch+json}); each is decoded like a single
 * event.
 */
final class CloudEventBatch implements Format {

    @Override
    public String name() {
        return "CloudEvents batch";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.isArray()
                && (headers.getOrDefault("content-type", "").startsWith("application/cloudevents-batch")
                        || CloudEvent.isOne(payload.at(0), Map.of()));
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var events = payload.items();
        return events.isEmpty()
                ? Decoded.ignored("the batch of CloudEvents is empty")
                : Decoders.each(events, event -> inner.inner(event.path(), event, Map.of()));
    }
}

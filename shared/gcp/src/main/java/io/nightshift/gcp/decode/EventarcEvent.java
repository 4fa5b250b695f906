package io.nightshift.gcp.decode;

import io.nightshift.core.decode.CloudEvent;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/**
 * A CloudEvent of Eventarc whose data is itself a payload: an audit log entry, a Pub/Sub message. Any other type is a plain
 * CloudEvent.
 *
 * @see <a href="https://cloud.google.com/eventarc/docs/cloudevents-json">Google Cloud: Eventarc's event format</a>
 */
record EventarcEvent(String name, String type) implements Format {

    static final EventarcEvent AUDIT_LOG = new EventarcEvent("Eventarc audit log", "google.cloud.audit.log.v1.written");
    static final EventarcEvent PUB_SUB =
            new EventarcEvent("Eventarc Pub/Sub message", "google.cloud.pubsub.topic.v1.messagePublished");

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return CloudEvent.isOne(payload, headers, type);
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var data = CloudEvent.of(payload, headers).data();
        if (!data.isObject()) {
            throw data.wrong("an object");
        }
        return inner.inner(data.path(), data, Map.of());
    }
}

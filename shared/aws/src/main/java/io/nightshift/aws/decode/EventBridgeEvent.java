package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;

/**
 * The envelope of an EventBridge event. A redelivery has the id of the first delivery.
 *
 * @param origin the account and region of the event, also after it was forwarded to another bus
 * @param resources the ARNs in the event; may be missing
 * @param detail an object in all events of AWS, except for those of EventBridge Scheduler ({@code "{}"}, a string)
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html">AWS: event structure</a>
 */
record EventBridgeEvent(
        String id, String source, String detailType, Origin origin, Instant time, View resources, View detail) {

    static boolean isOne(View payload) {
        return payload.at("detail-type").isString() && payload.at("source").isString();
    }

    static EventBridgeEvent of(View payload) throws JsonException {
        return new EventBridgeEvent(
                Fields.name(payload.at("id")),
                Fields.name(payload.at("source")),
                Fields.name(payload.at("detail-type")),
                Origin.aws(Fields.name(payload.at("account")), Fields.name(payload.at("region"))),
                ProviderTimes.time(payload.at("time")),
                payload.at("resources"),
                payload.at("detail"));
    }

    Resource resource(String kind, View name) throws JsonException {
        return new Resource(origin, kind, Fields.name(name));
    }

    /** The header of the signal for this event. */
    Signal.Header header(Resource subject, Labels labels) {
        return header(id, time, subject, labels);
    }

    Signal.Header header(String signalId, Instant at, Resource subject, Labels labels) {
        return new Signal.Header(new SignalId(signalId), source, at, subject, labels.all());
    }
}

package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;
import java.util.Set;

/** A format of EventBridge events, chosen by their {@code detail-type}. */
interface EventBridgeFormat extends Format {

    /**
     * The only trusted {@code source}. Whoever may put events on the bus chooses the detail-type freely, but only AWS can use
     * a source that begins with {@code aws.}.
     */
    String source();

    Set<String> detailTypes();

    /** Reports whether an event of this source may have these detail-types. */
    default boolean trusts(String sender) {
        return sender.equals(source());
    }

    Decoded decode(EventBridgeEvent event) throws JsonException;

    @Override
    default boolean recognises(View payload, Map<String, String> headers) {
        return EventBridgeEvent.isOne(payload)
                && Fields.says(payload.at("detail-type"), detailTypes().toArray(String[]::new));
    }

    @Override
    default Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var event = EventBridgeEvent.of(payload);
        if (!trusts(event.source())) {
            throw new JsonException("$.source is not " + source() + ", which alone sends this detail-type");
        }
        if (!event.detail().isObject()) {
            throw event.detail().wrong("an object");
        }
        return decode(event);
    }
}

package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;
import java.util.Set;

/**
 * An EventBridge event that is understood and deliberately produces no signal. Its envelope is not parsed: EventBridge
 * Scheduler sends {@code "detail": "{}"}, a string, and the source {@code aws.scheduler} for the same detail-type that a
 * scheduled rule sends with {@code aws.events}.
 */
record IgnoredEvent(String source, String detailType, String reason) implements EventBridgeFormat {

    @Override
    public String name() {
        return detailType;
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of(detailType);
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) {
        return Decoded.ignored(detailType + ": " + reason);
    }

    @Override
    public Decoded decode(EventBridgeEvent event) {
        return Decoded.ignored(detailType + ": " + reason);
    }
}

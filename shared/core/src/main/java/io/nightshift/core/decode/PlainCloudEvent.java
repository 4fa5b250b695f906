package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.Map;

/**
 * Decodes any CloudEvent as a notice. The subject is the resource written as {@code KIND/NAME}, else the source
 * itself. Of the data, only human-readable text is used. The time is optional in CloudEvents but required here: the
 * arrival time cannot replace it, because a redelivery would get another one.
 */
final class PlainCloudEvent implements Format {

    @Override
    public String name() {
        return "CloudEvent";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return CloudEvent.isOne(payload, headers);
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var event = CloudEvent.of(payload, headers);
        var labels = new Labels().with("source", event.source()).with("subject", event.subject());
        var header = new Signal.Header(
                new SignalId(event.source() + "#" + event.id()),
                "cloudevents",
                ProviderTimes.time(event.time()),
                subject(event),
                labels.all());
        return Decoded.of(new Signal.Notice(header, event.type(), Fields.summary(event.data())));
    }

    private static Resource subject(CloudEvent event) {
        return SubjectName.parse(event.subject(), Map.of())
                .orElseGet(() -> new Resource(Origin.NOWHERE, "cloudevents:source", event.source()));
    }
}

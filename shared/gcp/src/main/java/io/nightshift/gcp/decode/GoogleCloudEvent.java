package io.nightshift.gcp.decode;

import io.nightshift.core.decode.CloudEvent;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.Map;

/**
 * Any other CloudEvent of Eventarc: a notice whose subject is the resource in its source
 * ({@code //storage.googleapis.com/projects/_/buckets/B}).
 *
 * @see <a href="https://cloud.google.com/eventarc/docs/cloudevents">Google Cloud: event types</a>
 */
final class GoogleCloudEvent implements Format {

    private static final String PLACE = "//";

    @Override
    public String name() {
        return "Eventarc event";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        try {
            return CloudEvent.isOne(payload, headers) && isGoogle(CloudEvent.of(payload, headers));
        } catch (JsonException e) {
            return false;
        }
    }

    private static boolean isGoogle(CloudEvent event) {
        return event.type().startsWith("google.") && event.source().startsWith(PLACE);
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var event = CloudEvent.of(payload, headers);
        var origin = origin(event.source());
        var subject = ResourceName.full(event.source())
                .map(name -> name.resource(origin))
                .orElseGet(() -> new Resource(origin, "cloudevents:source", event.source()));
        var labels = new Labels()
                .with("source", event.source())
                .with("subject", event.subject())
                .withScalars(event.data());
        var header = new Signal.Header(
                new SignalId(event.source() + "#" + event.id()),
                "cloudevents",
                ProviderTimes.time(event.time()),
                subject,
                labels.all());
        return Decoded.of(new Signal.Notice(header, event.type(), Fields.summary(event.data())));
    }

    private static Origin origin(String source) {
        var parts = source.split("/", 8);
        for (int i = 0; i + 1 < parts.length; i++) {
            if (parts[i].equals("projects") && !parts[i + 1].equals("_")) {
                return Origin.gcp(parts[i + 1], "");
            }
        }
        return Origin.gcp("", "");
    }
}

package io.nightshift.gcp.entry;

import io.cloudevents.CloudEvent;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Payload;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The envelopes of a payload: a CloudEvent, a Pub/Sub message, or one inside the other. */
final class PayloadEnvelope {

    private static final String PUBSUB_HEADERS = "x-goog-pubsub-";

    private PayloadEnvelope() {}

    /**
     * The event in its structured form, which needs no headers: the form that the decoders read and the dead-letter queue
     * keeps. Data that is not JSON is in Base64.
     *
     * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">CloudEvents: JSON
     *     format</a>
     */
    static byte[] structured(CloudEvent event) {
        var json = Json.obj();
        for (var name : event.getAttributeNames()) {
            json = json.withOptional(name, text(event.getAttribute(name)));
        }
        for (var name : event.getExtensionNames()) {
            json = json.withOptional(name, text(event.getExtension(name)));
        }
        var data = event.getData();
        return data == null ? json.bytes() : with(json, data.toBytes()).bytes();
    }

    private static @Nullable String text(@Nullable Object value) {
        // Its toString omits seconds that are zero.
        return value instanceof OffsetDateTime time
                ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)
                : value == null ? null : value.toString();
    }

    private static Json.Obj with(Json.Obj event, byte[] data) {
        try {
            var parsed = Payload.of(data).jsonIfValid();
            if (parsed.isPresent()) {
                return event.with("data", parsed.get().json());
            }
        } catch (JsonException e) {
            // A lone null; kept as the received bytes.
        }
        return event.with("data_base64", Base64.getEncoder().encodeToString(data));
    }

    /** The JSON in the innermost envelope, or the payload's own; empty if that is not JSON. */
    static Optional<View> inside(Payload payload) {
        var json = payload.jsonIfValid();
        try {
            return json.isPresent() ? inside(json.get(), payload) : json;
        } catch (JsonException | IllegalArgumentException e) {
            return json;
        }
    }

    /** The JSON of a body that is in no envelope: neither a CloudEvent nor a message that Pub/Sub pushed without its own. */
    static Optional<View> bare(Payload payload) {
        return payload.jsonIfValid()
                .filter(body -> !io.nightshift.core.decode.CloudEvent.isOne(body, payload.headers()))
                .filter(body -> payload.headers().keySet().stream()
                        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith(PUBSUB_HEADERS)));
    }

    /** The JSON of the event itself, without the envelope of a CloudEvent: what Pub/Sub wrote, if it came from there. */
    static Optional<View> event(Payload payload) {
        var json = payload.jsonIfValid();
        try {
            return json.isPresent() ? Optional.of(event(json.get(), payload)) : json;
        } catch (JsonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static View event(View body, Payload payload) throws JsonException {
        return io.nightshift.core.decode.CloudEvent.isOne(body, payload.headers())
                ? io.nightshift.core.decode.CloudEvent.of(body, payload.headers())
                        .data()
                : body;
    }

    private static Optional<View> inside(View body, Payload payload) throws JsonException {
        var data = event(body, payload);
        var packed = data.at("message").at("data");
        return packed.isString()
                ? Payload.of(Base64.getDecoder().decode(packed.text())).jsonIfValid()
                : Optional.of(data);
    }
}

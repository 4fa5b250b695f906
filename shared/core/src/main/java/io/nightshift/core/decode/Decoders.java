package io.nightshift.core.decode;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Turns payloads into signals, using the given formats. A payload's content never causes an exception: whatever
 * cannot be read becomes a rejection with its place and reason.
 */
public final class Decoders {

    /** SNS in SQS in EventBridge in Pub/Sub is four; deeper nesting is not a real payload. */
    private static final int MOST_ENVELOPES = 6;

    private final List<Format> formats;
    private final int envelopes;
    private final @Nullable UnpackLimit allowance;
    private final UnaryOperator<Decoded> check;

    public Decoders(List<Format> formats) {
        this(List.copyOf(formats), 0, null, UnaryOperator.identity());
    }

    private Decoders(
            List<Format> formats, int envelopes, @Nullable UnpackLimit allowance, UnaryOperator<Decoded> check) {
        this.formats = formats;
        this.check = check;
        this.envelopes = envelopes;
        this.allowance = allowance;
    }

    /**
     * Returns these decoders for one payload, with one {@link UnpackLimit} for everything in it. Nested calls return
     * the same decoders.
     */
    public Decoders forOnePayload() {
        return allowance == null ? new Decoders(formats, envelopes, new UnpackLimit(), check) : this;
    }

    /** The same, with a check of each whole {@link #decode decoded} payload, which may reject signals. */
    public Decoders checked(UnaryOperator<Decoded> whole) {
        return new Decoders(formats, envelopes, allowance, whole);
    }

    /** The remaining unpack limit of the payload that these decoders belong to. */
    public UnpackLimit allowance() {
        return allowance == null ? new UnpackLimit() : allowance;
    }

    public Decoded decode(Payload payload) {
        if (payload.body().length == 0) {
            return Decoded.rejected("$", "the payload is empty; expected JSON");
        }
        try {
            return check.apply(forOnePayload().decode(payload.json(), payload.headers()));
        } catch (JsonException e) {
            return Decoded.rejected("$", "not JSON: " + e.getMessage());
        }
    }

    /** Decodes the bytes inside an envelope. The place names the envelope's field, for rejections. */
    public Decoded inner(String place, byte[] body, Map<String, String> headers) {
        try {
            return inner(place, View.of(Json.parse(body, JsonLimits.DEFAULT)), headers);
        } catch (JsonException e) {
            return Decoded.rejected(place, "not JSON: " + e.getMessage());
        }
    }

    /** Decodes the text inside an envelope. The place names the envelope's field, for rejections. */
    public Decoded inner(String place, String text, Map<String, String> headers) {
        try {
            return inner(place, View.of(Json.parse(text)), headers);
        } catch (JsonException e) {
            return Decoded.rejected(place, "not JSON: " + e.getMessage());
        }
    }

    /**
     * Decodes the text inside an envelope if a format recognises it. Empty if it is not JSON, or JSON of an unknown form: the
     * envelope itself may then be the event.
     */
    public Optional<Decoded> innerIfKnown(String place, String text, Map<String, String> headers) {
        try {
            var value = View.of(Json.parse(text));
            return recognises(value, headers) ? Optional.of(inner(place, value, headers)) : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private boolean recognises(View value, Map<String, String> headers) {
        return formats.stream().anyMatch(format -> format.recognises(value, headers));
    }

    /** Decodes the JSON inside an envelope. */
    public Decoded inner(String place, View value, Map<String, String> headers) {
        if (envelopes == MOST_ENVELOPES) {
            return Decoded.rejected(place, "more than " + MOST_ENVELOPES + " envelopes inside each other");
        }
        var decoded = new Decoders(formats, envelopes + 1, allowance(), check).decode(value, headers);
        var rejected = decoded.rejected().stream()
                .map(r ->
                        new io.nightshift.core.signal.Rejected(place + r.place().substring(1), r.reason()))
                .toList();
        return new Decoded(decoded.signals(), rejected, decoded.ignored());
    }

    /** Decodes each record separately: an exception becomes the rejection of that record only. */
    public static Decoded each(List<View> records, Records decoder) {
        var parts = new ArrayList<Decoded>(records.size());
        for (var item : records) {
            try {
                parts.add(decoder.decode(item));
            } catch (JsonException e) {
                parts.add(Decoded.rejected(item.path(), e.getMessage()));
            }
        }
        return Decoded.all(parts);
    }

    /** Decodes one record of a batch. */
    @FunctionalInterface
    public interface Records {
        Decoded decode(View item) throws JsonException;
    }

    private Decoded decode(View value, Map<String, String> headers) {
        for (var format : formats) {
            if (format.recognises(value, headers)) {
                try {
                    return format.decode(value, headers, this);
                } catch (JsonException e) {
                    return Decoded.rejected("$", format.name() + ": " + e.getMessage());
                }
            }
        }
        return Decoded.rejected("$", "no known payload format; events/ has a sample of each that is");
    }
}

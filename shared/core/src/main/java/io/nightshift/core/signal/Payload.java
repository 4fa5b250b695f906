package io.nightshift.core.signal;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Raw bytes as received by an entry point, parsed once. */
public final class Payload {

    private final byte[] body;
    private final Map<String, String> headers;
    private @Nullable View json;

    /**
     * @param headers transport headers (a binary CloudEvent carries its attributes here); empty if the transport has none
     */
    public Payload(byte[] body, Map<String, String> headers) {
        var lower = new TreeMap<String, String>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        this.body = body;
        this.headers = Collections.unmodifiableMap(lower);
    }

    public static Payload of(byte[] body) {
        return new Payload(body, Map.of());
    }

    public byte[] body() {
        return body;
    }

    /** The headers with lower-case names. */
    public Map<String, String> headers() {
        return headers;
    }

    /** @throws JsonException if the body is not JSON */
    public View json() throws JsonException {
        if (json == null) {
            json = View.of(Json.parse(body, JsonLimits.DEFAULT));
        }
        return json;
    }

    /** The body as JSON, if it is JSON. */
    public Optional<View> jsonIfValid() {
        try {
            return Optional.of(json());
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}

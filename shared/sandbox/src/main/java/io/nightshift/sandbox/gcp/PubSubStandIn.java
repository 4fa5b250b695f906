package io.nightshift.sandbox.gcp;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A fake of Pub/Sub's publish method over HTTP, with its limits.
 *
 * @see <a href="https://cloud.google.com/pubsub/quotas#resource_limits">Pub/Sub: resource limits</a>
 */
public final class PubSubStandIn implements WireServer.Service {

    private static final Pattern PUBLISH = Pattern.compile("/v1/(projects/[^/]+/topics/[^/]+):publish");
    private static final int MOST_REQUEST_BYTES = 10_000_000;
    private static final JsonLimits LIMITS = new JsonLimits(MOST_REQUEST_BYTES, 20);
    private static final int MOST_KEY_BYTES = 256;
    private static final int MOST_VALUE_BYTES = 1024;

    /** A published message. */
    @SuppressWarnings("ArrayRecordComponent") // checked, never compared
    public record Letter(byte[] data, Map<String, String> attributes) {
        public String text() {
            return new String(data, StandardCharsets.UTF_8);
        }

        public String attribute(String name) {
            return attributes.getOrDefault(name, "");
        }
    }

    private final String topic;
    private final List<Letter> letters = new ArrayList<>();

    /** @param topic {@code projects/PROJECT/topics/TOPIC}; the only existing topic */
    public PubSubStandIn(String topic) {
        this.topic = topic;
    }

    public static boolean publishes(WireRequest request) {
        return PUBLISH.matcher(request.path()).matches();
    }

    public synchronized List<Letter> letters() {
        return List.copyOf(letters);
    }

    @Override
    public synchronized WireReply answer(WireRequest request) {
        var match = PUBLISH.matcher(request.path());
        if (!match.matches() || !request.method().equals("POST")) {
            return RestError.newer(404, "NOT_FOUND", "no such method: " + request);
        }
        if (!match.group(1).equals(topic)) {
            return RestError.newer(404, "NOT_FOUND", "Resource not found (resource=canary-of-a-topic).");
        }
        if (request.body().length > MOST_REQUEST_BYTES) {
            return RestError.newer(400, "INVALID_ARGUMENT", "Request payload size exceeds the limit: 10485760 bytes.");
        }
        try {
            return publish(
                    View.of(Json.parse(request.body(), LIMITS)).at("messages").items());
        } catch (JsonException | IllegalArgumentException e) {
            return RestError.newer(400, "INVALID_ARGUMENT", "Invalid JSON payload received. " + e.getMessage());
        }
    }

    private WireReply publish(List<View> messages) throws JsonException {
        if (messages.isEmpty()) {
            return RestError.newer(400, "INVALID_ARGUMENT", "The value for message_count is too small.");
        }
        var ids = new ArrayList<Json>();
        for (var message : messages) {
            var letter = new Letter(
                    Base64.getDecoder().decode(message.at("data").textOr("")),
                    message.at("attributes").texts());
            if (letter.data().length == 0 && letter.attributes().isEmpty()) {
                return RestError.newer(400, "INVALID_ARGUMENT", "Some messages are empty.");
            }
            for (var attribute : letter.attributes().entrySet()) {
                if (bytes(attribute.getKey()) > MOST_KEY_BYTES || bytes(attribute.getValue()) > MOST_VALUE_BYTES) {
                    return RestError.newer(400, "INVALID_ARGUMENT", "An attribute is too long.");
                }
            }
            letters.add(letter);
            ids.add(Json.of(Integer.toString(letters.size())));
        }
        return WireReply.json(200, Json.obj().with("messageIds", Json.arr(ids)));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

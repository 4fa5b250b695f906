package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.TextLimit;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Pub/Sub message. Its data is decoded like a separate payload; a CloudEvent in Pub/Sub's binary form has its attributes in
 * those of the message. Some services of Google write the event into the attributes, and a sentence or nothing into the data.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/reference/rest/v1/PubsubMessage">Google Cloud: PubsubMessage</a>
 */
final class PubSubMessage {

    /** The header that passes on the message's time: some payloads contain none. */
    static final String PUBLISHED = "pubsub-publish-time";

    private PubSubMessage() {}

    /** Reports whether the value looks like a message; never throws. */
    static boolean isOne(View message) {
        return message.isObject()
                && message.firstOf("messageId", "message_id", "publishTime", "data", "attributes")
                        .exists();
    }

    static Decoded decode(View message, Decoders inner) throws JsonException {
        var data = message.at("data");
        if (MessageAttributes.of(headers(message)).areTheEvent()) {
            return inner.inner(message.path(), message, headers(message));
        }
        return inner.inner(data.path(), bytes(data), headers(message));
    }

    /** The sentence in the data of a message, or the other text if there is none. */
    static String text(View message, View otherwise) throws JsonException {
        if (!message.at("data").isString() || message.at("data").text().isBlank()) {
            return Fields.message(otherwise);
        }
        var text = new String(bytes(message.at("data")), StandardCharsets.UTF_8);
        return TextLimit.message(text.strip());
    }

    /** The object in the data of a message; an empty one if there is none. */
    static View object(View message) throws JsonException {
        return message.at("data").exists()
                ? View.of(Json.parse(bytes(message.at("data")), JsonLimits.DEFAULT))
                : View.of(Json.obj());
    }

    private static byte[] bytes(View data) throws JsonException {
        try {
            return Base64.getDecoder().decode(data.nonBlank());
        } catch (IllegalArgumentException e) {
            throw Fields.malformed(data, "base64");
        }
    }

    private static Map<String, String> headers(View message) throws JsonException {
        var headers = new TreeMap<String, String>();
        var published = message.firstOf("publishTime", "publish_time");
        if (published.exists()) {
            headers.put(PUBLISHED, published.text());
        }
        message.at("attributes").texts().forEach((name, value) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            boolean event = lower.startsWith("ce-") || lower.equals("content-type");
            headers.put(event ? lower : MessageAttributes.PREFIX + lower, value);
        });
        return headers;
    }
}

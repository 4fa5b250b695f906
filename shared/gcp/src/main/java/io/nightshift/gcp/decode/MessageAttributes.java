package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** The attributes of a Pub/Sub message, which are passed on in headers: the names are in lower case. */
record MessageAttributes(Map<String, String> headers) {

    static final String PREFIX = "pubsub-attribute-";

    static MessageAttributes of(Map<String, String> headers) {
        return new MessageAttributes(headers);
    }

    boolean has(String... names) {
        for (var name : names) {
            if (!headers.containsKey(key(name))) {
                return false;
            }
        }
        return true;
    }

    /** Reports whether the attributes, and not the data, are the event. */
    boolean areTheEvent() {
        return has("type_url", "payload", "cluster_name")
                || has("Action", "ResourceType", "Resource")
                || has("eventType", "bucketId", "objectId")
                || areOfASecret();
    }

    /** Reports whether Secret Manager wrote them. */
    boolean areOfASecret() {
        return has("eventType", "secretId") || testsATopic();
    }

    /** Such a message has neither data nor another attribute. */
    boolean testsATopic() {
        return "TOPIC_CONFIGURED".equals(headers.get(key("eventType")));
    }

    /** The value as something to read with limits; absent if there is none. */
    View at(String name) {
        var value = headers.get(key(name));
        var place = Json.obj();
        return View.of(value == null ? place : place.with(name, value)).at(name);
    }

    String name(String name) throws JsonException {
        return Fields.nameOrEmpty(at(name));
    }

    /** When the message was published: a redelivery has the same time. */
    Instant published() throws JsonException {
        var time = headers.getOrDefault(PubSubMessage.PUBLISHED, "");
        if (time.isEmpty()) {
            throw new JsonException("it tells no time, and it did not come in a Pub/Sub message with a publishTime");
        }
        return ProviderTimes.time(View.of(Json.of(time)));
    }

    private static String key(String name) {
        return PREFIX + name.toLowerCase(Locale.ROOT);
    }
}

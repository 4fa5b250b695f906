package io.nightshift.core.decode;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A CloudEvent 1.x over HTTP or Pub/Sub: structured (attributes and {@code data} in one JSON object) or binary (the
 * attributes in {@code ce-*} headers, the payload is the data). Source and id together are unique.
 *
 * @param subject the thing inside the source that the event is about; empty if not given
 * @param time when it happened; absent if not given
 * @param data absent if the event has none
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">CloudEvents:
 *     HTTP binding</a>
 */
public record CloudEvent(String id, String source, String type, String subject, View time, View data) {

    /** The content type of the structured form; the content type of a batch has the same prefix. */
    private static final String STRUCTURED = "application/cloudevents";

    private static final String PREFIX = "ce-";

    /** Reports whether the payload claims to be a CloudEvent; never throws. */
    public static boolean isOne(View payload, Map<String, String> headers) {
        return isBinary(headers)
                || (payload.isObject()
                        && (isStructured(headers)
                                || (payload.at("specversion").exists()
                                        && payload.at("type").isString())));
    }

    /** Reports whether the payload is a CloudEvent of that type; never throws. */
    public static boolean isOne(View payload, Map<String, String> headers, String type) {
        return isOne(payload, headers)
                && Fields.says(attributes(payload, headers).at(prefix(headers) + "type"), type);
    }

    /** @throws JsonException when a required attribute is missing, or its version is not 1.x */
    public static CloudEvent of(View payload, Map<String, String> headers) throws JsonException {
        var attributes = attributes(payload, headers);
        var prefix = prefix(headers);
        var version = attributes.at(prefix + "specversion");
        if (!version.text().startsWith("1.")) {
            throw Fields.unknown(version, "version of CloudEvents", "1.x");
        }
        return new CloudEvent(
                Fields.name(attributes.at(prefix + "id")),
                Fields.name(attributes.at(prefix + "source")),
                Fields.name(attributes.at(prefix + "type")),
                Fields.nameOrEmpty(attributes.at(prefix + "subject")),
                attributes.at(prefix + "time"),
                isBinary(headers) ? payload : data(payload));
    }

    /** A structured body wins, because a gateway may add its own headers. */
    private static boolean isBinary(Map<String, String> headers) {
        return !isStructured(headers) && (headers.containsKey("ce-specversion") || headers.containsKey("ce-type"));
    }

    private static boolean isStructured(Map<String, String> headers) {
        return headers.getOrDefault("content-type", "").strip().startsWith(STRUCTURED);
    }

    private static String prefix(Map<String, String> headers) {
        return isBinary(headers) ? PREFIX : "";
    }

    private static View attributes(View payload, Map<String, String> headers) {
        if (!isBinary(headers)) {
            return payload;
        }
        var values = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                values.put(name, percentDecoded(value));
            }
        });
        return View.of(Json.strings(values));
    }

    /** Header values percent-encode anything outside of printable ASCII; a malformed encoding is kept unchanged. */
    private static String percentDecoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private static View data(View payload) throws JsonException {
        var packed = payload.at("data_base64");
        if (!packed.exists()) {
            return payload.at("data");
        }
        try {
            return View.of(Json.parse(Base64.getDecoder().decode(packed.text()), JsonLimits.DEFAULT));
        } catch (IllegalArgumentException e) {
            throw Fields.malformed(packed, "base64");
        }
    }
}

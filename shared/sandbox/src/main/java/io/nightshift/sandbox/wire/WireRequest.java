package io.nightshift.sandbox.wire;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request as received.
 *
 * @param uri path and query, as sent
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent") // requests are checked, never compared
public record WireRequest(String method, URI uri, Map<String, List<String>> headers, byte[] body) {

    public String path() {
        return uri.getPath();
    }

    /** The first header of that name in any case; empty if there is none. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of("")).getFirst();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON; invalid JSON fails the test. */
    public View json() {
        try {
            return View.of(Json.parse(body, JsonLimits.DEFAULT));
        } catch (JsonException e) {
            throw new AssertionError("the body of " + this + " is no JSON: " + e.getMessage(), e);
        }
    }

    /** A top-level field of a JSON body as text; a missing one fails the test. */
    public String field(String name) {
        try {
            return json().at(name).text();
        } catch (JsonException e) {
            throw new AssertionError(this + ": " + e.getMessage(), e);
        }
    }

    /** The fields of a form body (EC2, RDS and the other AWS query services). */
    public Map<String, String> form() {
        return pairs(text());
    }

    public Map<String, String> query() {
        return pairs(uri.getRawQuery() == null ? "" : uri.getRawQuery());
    }

    /** The operation of an AWS call: of {@code X-Amz-Target} (JSON services) or {@code Action} (query services); else empty. */
    public String operation() {
        var target = header("X-Amz-Target");
        return target.isEmpty() ? form().getOrDefault("Action", "") : target.substring(target.lastIndexOf('.') + 1);
    }

    private static Map<String, String> pairs(String encoded) {
        var result = new LinkedHashMap<String, String>();
        for (var pair : encoded.split("&")) {
            int at = pair.indexOf('=');
            if (at > 0) {
                result.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
            }
        }
        return result;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + uri + (operation().isEmpty() ? "" : " " + operation());
    }
}

package io.nightshift.core.signal;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Raw bytes as received by an entry point.
 *
 * @param headers transport headers with lower-case names (a binary CloudEvent carries its attributes here); empty if
 *     the transport has none
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Payload(byte[] body, Map<String, String> headers) {

    public Payload {
        var lower = new TreeMap<String, String>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = java.util.Collections.unmodifiableMap(lower);
    }

    public static Payload of(byte[] body) {
        return new Payload(body, Map.of());
    }
}

package io.nightshift.api;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request, independent of the transport.
 *
 * @param path without the query, such as {@code /signals}
 * @param query as received, not decoded; empty if there is none
 * @param headers by their names in any case, each with its first value
 */
public record ApiRequest(String method, String path, String query, Map<String, String> headers, Body body) {

    public ApiRequest {
        var copy = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = copy;
    }

    /** The request's body; read at most once. */
    @FunctionalInterface
    public interface Body {

        /** Reads at most this many bytes of it. */
        byte[] read(int most) throws IOException;

        /** A body that is already in memory. */
        static Body of(byte[] bytes) {
            return most -> bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
        }
    }
}

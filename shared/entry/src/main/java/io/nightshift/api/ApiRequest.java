package io.nightshift.api;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One request, independent of the transport.
 *
 * @param path without the query, such as {@code /signals}
 * @param query as received, not decoded; empty if there is none
 * @param headers by their names in any case; the values of a repeated one are joined by a comma, those of {@code Cookie}
 *     by a semicolon
 */
public record ApiRequest(String method, String path, String query, Map<String, String> headers, Body body) {

    public ApiRequest {
        var copy = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = copy;
    }

    /** How two values of one header are joined. */
    public static String joined(String name, String one, String other) {
        return one + (name.equalsIgnoreCase("Cookie") ? "; " : ", ") + other;
    }

    /** A header's value; empty if it is missing. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The values of all cookies with that name; a caller that expects one refuses several. */
    public List<String> cookies(String name) {
        return Stream.of(header("Cookie").split(";"))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .toList();
    }

    /** Reports whether the caller has this version of the response. */
    public boolean has(String etag) {
        return Stream.of(header("If-None-Match").split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || weak(tag).equals(weak(etag)));
    }

    private static String weak(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
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

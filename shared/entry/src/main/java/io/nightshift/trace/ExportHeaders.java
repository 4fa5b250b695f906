package io.nightshift.trace;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The headers of each export, such as the key of a hosted collector: {@code name=value} pairs separated by commas, values
 * percent-encoded. They are secrets: no message repeats a part of them.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables">
 *     the format</a>
 */
public final class ExportHeaders {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /** Belongs to the connection or to the body; the JDK's client refuses most of them. */
    private static final Set<String> RESERVED = reserved();

    private ExportHeaders() {}

    private static Set<String> reserved() {
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Set.of("Connection", "Content-Length", "Content-Type", "Expect", "Host", "Upgrade"));
        names.addAll(Set.of("Transfer-Encoding", "Content-Encoding"));
        return names;
    }

    /** @throws IllegalArgumentException with what is right; its message repeats nothing of the text */
    public static Map<String, String> parse(String text) {
        var headers = new LinkedHashMap<String, String>();
        for (var pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            var name = equals < 0 ? "" : pair.substring(0, equals).strip();
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("expected NAME=VALUE pairs, separated by commas");
            }
            if (RESERVED.contains(name)) {
                throw new IllegalArgumentException("expected no header of " + String.join(", ", RESERVED));
            }
            headers.put(name, value(pair.substring(equals + 1).strip()));
        }
        return headers;
    }

    /** A plus stays a plus, as in Base64: this is no form. */
    private static String value(String encoded) {
        String value;
        try {
            value = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            value = "";
        }
        if (value.isEmpty() || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException(
                    "expected values of one line of plain characters, with % as %25 and a comma as %2C");
        }
        return value;
    }
}

package io.nightshift.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a query or of a posted form; if a name repeats, the first wins. */
public final class FormFields {

    private FormFields() {}

    /** @return empty if the encoding is invalid */
    public static Map<String, String> of(@Nullable String encoded) {
        var fields = new HashMap<String, String>();
        try {
            for (var field : (encoded == null ? "" : encoded).split("&", -1)) {
                int equals = field.indexOf('=');
                if (equals > 0) {
                    fields.putIfAbsent(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
                }
            }
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

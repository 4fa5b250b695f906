package io.nightshift.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a query or of a posted form; of two with one name the first. */
final class FormFields {

    private FormFields() {}

    /** @return empty if it is not encoded right */
    static Map<String, String> of(@Nullable String encoded) {
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

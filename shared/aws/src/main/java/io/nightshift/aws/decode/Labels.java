package io.nightshift.aws.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labels of one signal while they are gathered; the first of a name wins. AWS allows 30 dimensions and 50 tags: what
 * comes after the hundredth label was not made by AWS and is left out.
 */
final class Labels {

    private static final int MOST = 100;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_VALUE = 512;

    private final Map<String, String> labels = new TreeMap<>();

    /** Adds the value, unless it is missing or empty. */
    Labels with(String name, String value) {
        if (labels.size() < MOST && !name.isBlank() && name.length() <= LONGEST_NAME && !value.isEmpty()) {
            labels.putIfAbsent(name, Fields.clipped(value, LONGEST_VALUE));
        }
        return this;
    }

    Labels with(String name, View value) throws JsonException {
        return with(name, value.textOr(""));
    }

    /** The members of those names, under their own names. */
    Labels with(View object, String... names) throws JsonException {
        for (var name : names) {
            with(name, object.at(name));
        }
        return this;
    }

    Labels withAll(Map<String, String> more) {
        more.forEach(this::with);
        return this;
    }

    Map<String, String> all() {
        return labels;
    }
}

package io.nightshift.remediation.execution;

import io.nightshift.core.json.Json;
import java.util.Map;
import java.util.Optional;

/** The value of a tag or label as a property. An empty value is a value: an undo does not take such a tag away. */
public final class TagValue {

    private static final Json NONE = Json.of(false);

    private TagValue() {}

    public static Json of(Map<String, String> tags, String key) {
        return tags.containsKey(key) ? Json.of(tags.getOrDefault(key, "")) : NONE;
    }

    /** Empty if the tag is to be absent. */
    public static Optional<String> text(Json value) {
        return value instanceof Json.Str(var text) ? Optional.of(text) : Optional.empty();
    }
}

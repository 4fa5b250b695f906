package io.nightshift.policy;

import io.nightshift.core.json.Json;
import java.util.Optional;

/**
 * One key of a table.
 *
 * @param fallback the value if every level omits the key
 * @param meaning one sentence for the schema and the reference
 */
public record PolicyKey(String name, Shape shape, boolean required, Optional<Json> fallback, String meaning) {

    public static PolicyKey required(String name, Shape shape, String meaning) {
        return new PolicyKey(name, shape, true, Optional.empty(), meaning);
    }

    public static PolicyKey optional(String name, Shape shape, String meaning) {
        return new PolicyKey(name, shape, false, Optional.empty(), meaning);
    }

    public PolicyKey or(Json value) {
        return new PolicyKey(name, shape, required, Optional.of(value), meaning);
    }

    public PolicyKey or(String value) {
        return or(Json.of(value));
    }
}

package io.nightshift.policy;

import io.nightshift.core.json.Json;
import java.util.Optional;

/**
 * One key of a table.
 *
 * @param fallback what holds where the key is left out on every level
 * @param meaning one sentence for the schema and the reference
 */
record Key(String name, Shape shape, boolean required, Optional<Json> fallback, String meaning) {

    static Key required(String name, Shape shape, String meaning) {
        return new Key(name, shape, true, Optional.empty(), meaning);
    }

    static Key optional(String name, Shape shape, String meaning) {
        return new Key(name, shape, false, Optional.empty(), meaning);
    }

    Key or(Json value) {
        return new Key(name, shape, required, Optional.of(value), meaning);
    }

    Key or(String value) {
        return or(Json.of(value));
    }
}

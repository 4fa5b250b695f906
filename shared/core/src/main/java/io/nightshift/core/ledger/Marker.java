package io.nightshift.core.ledger;

import io.nightshift.core.json.Json;

/**
 * A mark as the ledger stores it.
 *
 * @param version 0 if nothing is stored under the key; each write adds one
 * @param value the empty object if nothing is stored
 */
public record Marker(String key, long version, Json.Obj value) {

    public static Marker absent(String key) {
        return new Marker(key, 0, Json.Obj.EMPTY);
    }
}

package io.nightshift.core.ledger;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * An entry as a store holds it, not verified yet.
 *
 * @param place the number under which it is stored
 * @param entry its content; empty if unreadable
 * @param fault why it cannot be read; empty if it can
 */
public record StoredEntry(String place, Optional<Entry> entry, String fault) {

    static StoredEntry of(Entry entry) {
        return new StoredEntry(Long.toString(entry.number()), Optional.of(entry), "");
    }

    public static StoredEntry read(String place, Supplier<Entry> reading) {
        try {
            return new StoredEntry(place, Optional.of(reading.get()), "");
        } catch (LedgerException e) {
            return new StoredEntry(place, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }
}

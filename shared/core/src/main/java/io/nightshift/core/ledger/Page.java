package io.nightshift.core.ledger;

import java.util.List;
import java.util.Optional;

/**
 * A part of a long result.
 *
 * @param next pass it back to get the next part; empty on the last
 */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }
}

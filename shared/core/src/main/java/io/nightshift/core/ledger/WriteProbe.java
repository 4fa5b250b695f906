package io.nightshift.core.ledger;

import java.util.Optional;

/** A ledger that knows whether it takes writes. */
public interface WriteProbe {

    /** Why turns cannot be written; empty if the last one could, and the store is in its place. */
    Optional<String> fault();

    /** Finds out by a small write; throws nothing for one that fails. */
    void probe();
}
